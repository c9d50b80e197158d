"""The CMS's northbound interface: sessions, requests and replies in XML."""
