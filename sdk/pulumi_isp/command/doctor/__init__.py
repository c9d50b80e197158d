"""``doctor``: finds what is wrong with a set-up, before `up` fails.

Modules: ``finding`` has the result of a check; ``machine`` checks what is installed here; ``plugin`` checks
where the engine finds the plugin; ``limits`` checks the folder in which runs at the same time learn of each
other; ``door`` checks the connection to an address; ``systems`` checks what can be read at each vendor;
``run`` does all checks within a time limit; ``command`` shows the results.
"""
