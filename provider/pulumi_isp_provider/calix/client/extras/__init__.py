"""Parts of the client that no resource uses: the asynchronous client, and REST."""
