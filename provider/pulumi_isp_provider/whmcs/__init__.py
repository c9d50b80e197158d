"""WHMCS: customers, their services and products; read, never written."""
