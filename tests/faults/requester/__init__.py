"""The counterpart of the toy service: requests numbers over HTTP and receives the answers.

does   takes numbers in by REST, once each; counts how often each was answered
hears  toy.answered
says   toy.counted
owns   the requested numbers
"""
