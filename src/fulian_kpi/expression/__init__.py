"""The language of target cells and of the actuals that answer them."""
