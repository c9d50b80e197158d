"""Questions of a program that the client does not answer: the lines of WHMCS's services."""
