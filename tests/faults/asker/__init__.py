"""The other half of the toy: asks for numbers over HTTP and hears the answers, so that the kit's whole way is a circle.

does   takes numbers in by REST, once each; counts how often each was answered
hears  toy.answered
says   toy.counted
owns   what was asked
"""
