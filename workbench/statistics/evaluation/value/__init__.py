"""Value for money: streams over years, discounted, with what is not known about them."""
