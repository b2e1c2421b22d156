"""Released findings made into sentences, tables and charts; nothing else is taken."""
