"""Questions of a program to a CMS: about its E7s and their objects."""
