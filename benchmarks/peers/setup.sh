#!/bin/sh
# Installs the peers into a folder of their own, SpamAssassin and Rspamd into the system: benchmarks/peers/setup.sh FOLDER
set -eu
folder=$1
apt-get install -y -q spamassassin rspamd
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet proselint semgrep
npm install --silent --prefix "$folder" alex textlint textlint-rule-prh
