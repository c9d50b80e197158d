"""What a program asks of a CMS: its E7s, and what is on them."""
