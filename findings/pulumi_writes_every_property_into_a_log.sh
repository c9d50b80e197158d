#!/usr/bin/env bash
# Each `pulumi` command writes a log at its most talkative level, asked or not; a file called `logs` has it do without.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   with no -v and no --logtostderr, a preview notes each property each time that it goes to a provider or comes back, in a
#              file in PULUMI_HOME/logs (`pulumi logs list`, `pulumi logs decrypt`). No flag and no variable switches that off. Where
#              PULUMI_HOME has a file of that name in place of the folder, there is no log, and the command says nothing of it.
# Most guess:  what -v=9 is for is not done without -v, and costs nothing.
# Seen on 2026-11-29 (a preview of 20 resources with 10 properties each):
#   SEEN
