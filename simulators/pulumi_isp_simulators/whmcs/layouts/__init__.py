"""What WHMCS stores and sends, as data: one table of fields for each kind of object."""
