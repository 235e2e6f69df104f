#pragma once

#include "lmsection/base/email_address.hpp"
#include "lmsection/base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// A sender or recipient of mail.
struct Mailbox {
    std::string name;    ///< may be empty
    EmailAddress address;
};

/// A text file that goes with a message.
struct Attachment {
    std::string name;    ///< of the file: ASCII letters, digits, ".", "-" and "_"
    std::string type;    ///< `text/html`
    std::string text;    ///< UTF-8
};

/// A message that is not yet encoded as mail.
struct MailMessage {
    Mailbox from;
    std::vector<Mailbox> to;    ///< at least one
    std::string subject;
    std::string id;      ///< letters and digits, unique to this message
    std::string at;      ///< UTC, `2026-11-24T16:58:00Z`
    std::string body;    ///< UTF-8 with LF line ends
    std::vector<Mailbox> cc = {};
    std::string html = {};    ///< the same as a page, for programs that show it; may be empty
    std::vector<Attachment> attachments = {};
};

/// Whether `mail_text` can send to this address: it must be ASCII and a valid `EmailAddress`.
[[nodiscard]] bool is_mailable(const EmailAddress& address);

/// `Ana Diaz <ana@lib.example>, ...`: mailboxes on one line for a To: field, with names quoted or
/// encoded as needed. Addresses must be mailable.
[[nodiscard]] std::string mailbox_line(const std::vector<Mailbox>& mailboxes);

/// Whether a list of addresses names the people.
enum class ListedNames { readable, none };
/// `"Diaz, Ana" <ana@lib.example>; ...` on one line, to paste into a mail program: names as people
/// read them, in quotes where needed. `separator`: `,` or `;`.
[[nodiscard]] std::string address_list(const std::vector<Mailbox>& mailboxes, char separator,
                                       ListedNames names);

/// The message as input for `sendmail -t` (RFC 5322, RFC 2045 to 2047), with LF line ends. Names
/// and subjects cannot inject headers; those that are not short ASCII become encoded words. Lines
/// are folded at 76 characters, and the body is quoted-printable UTF-8; with `html` it is one of
/// two alternatives. Addresses must be mailable.
[[nodiscard]] std::string mail_text(const MailMessage& message);

/// `text` wrapped at spaces into lines of at most `width` characters, each starting with `indent`;
/// existing line breaks are kept.
[[nodiscard]] std::string paragraph(std::string_view text, std::size_t width,
                                    std::string_view indent = "");

}    // namespace lmsection
