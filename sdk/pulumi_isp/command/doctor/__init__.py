"""``doctor``: finds what is wrong with a set-up, before `up` fails.

Modules: ``finding`` has the result of a check; ``machine`` checks what is installed here; ``door`` checks the
connection to an address; ``systems`` checks what can be read at each vendor; ``run`` does all checks within a
time limit; ``command`` shows the results.
"""
