#!/usr/bin/env bash
# A Pulumi program looks through all outputs that are still to come each time that one has come; one that awaits first does not.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   when a program has run, the SDK waits for calls that are under way, of which there is none yet, as nothing has been sent.
#              Then it waits for all outputs of all resources with asyncio.wait(..., FIRST_COMPLETED), again and again. Twice as
#              many resources are more than three times as much to look through: with thousands of them, half of the processor
#              time of a program. A program whose main part is given to pulumi.run, and awaits its resources, is spared that.
# Most guess:  what a program does by itself grows with the number of its resources, and to await them changes nothing.
# Seen on 2026-11-29 (resources with 10 properties; tasks that asyncio.wait was given, all times together):
#   SEEN
