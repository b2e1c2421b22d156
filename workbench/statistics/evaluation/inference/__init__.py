"""How sure one can be with few clusters: dates arranged anew, clusters left out, signs turned."""
