"""How somebody proves whose account it is: a one-time link of the lender's app, or their phone and a one-time code."""
