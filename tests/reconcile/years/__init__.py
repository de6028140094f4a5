"""Years of invented companies with known links, and the score of a matcher on them: the measure of linking.

Written from what companies, banks and suppliers do, and not from the rules of the matcher.
"""
