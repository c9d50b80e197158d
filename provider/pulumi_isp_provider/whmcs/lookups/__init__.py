"""What a program asks of WHMCS that the client does not know: which lines its services stand for."""
