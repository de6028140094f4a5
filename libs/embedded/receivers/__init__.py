"""Where delivered documents arrive: a mail server and an SFTP server, as an accounting package would run them.

They are real servers on the loopback address, for the demonstration and for tests. A test can make them misbehave the
way real ones do: refuse, cut the line in the middle, take a message in and not say so.
"""

from libs.embedded.receivers.sftp import SftpReceiver
from libs.embedded.receivers.smtp import ReceivedMail, SmtpReceiver

__all__ = ["ReceivedMail", "SftpReceiver", "SmtpReceiver"]
