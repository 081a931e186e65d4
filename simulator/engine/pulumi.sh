#!/bin/sh
# `pulumi` of the simulator. Pulumi writes the salt of a stack's secrets into the stack's file; in the simulator's work tree
# that file is tracked, so Pulumi is given a fresh copy of it instead. Everything else goes to Pulumi as it came.
#
# LONGSHORE_ENGINE: folder of the real pulumi. LONGSHORE_TREE: the work tree. LONGSHORE_COPIES: folder for the copies.
# LONGSHORE_SETTINGS: folder of what commands have written, laid over the stack's file. LONGSHORE_NODE: node, which does that.
stack=$PULUMI_STACK
previous=
for word; do
  case $previous in -s | --stack) stack=$word ;; esac
  case $word in --stack=*) stack=${word#--stack=} ;; -s?*) stack=${word#-s} ;; esac
  previous=$word
done
case $PWD/ in
"$LONGSHORE_TREE"/*)
  case " $* " in *" up "* | *" preview "* | *" destroy "* | *" refresh "* | *" import "* | *" watch "*)
    [ -n "$stack" ] || stack=$("$LONGSHORE_ENGINE/pulumi" stack --show-name 2>/dev/null)
    file=Pulumi.${stack##*/}.yaml
    if [ -f "$LONGSHORE_TREE/stacks/$file" ]; then
      mkdir -p "$LONGSHORE_COPIES"
      if [ -f "$LONGSHORE_SETTINGS/$file" ]; then
        "$LONGSHORE_NODE" "$LONGSHORE_TREE/simulator/engine/laid-over.ts" \
          "$LONGSHORE_TREE/stacks/$file" "$LONGSHORE_SETTINGS/$file" >"$LONGSHORE_COPIES/$file" || exit
      else
        cp "$LONGSHORE_TREE/stacks/$file" "$LONGSHORE_COPIES/$file"
      fi
      export PULUMI_OPTION_CONFIG_FILE="$LONGSHORE_COPIES/$file"
    fi
    ;;
  esac
  ;;
esac
exec "$LONGSHORE_ENGINE/pulumi" "$@"
