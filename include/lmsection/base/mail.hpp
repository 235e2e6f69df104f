#pragma once

#include "lmsection/base/email_address.hpp"
#include "lmsection/base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// Somebody whom mail goes to or comes from.
struct Mailbox {
    std::string name;    ///< may be empty
    EmailAddress address;
};

/// A message before it is put into the form that mail has.
struct MailMessage {
    Mailbox from;
    std::vector<Mailbox> to;    ///< at least one
    std::string subject;
    std::string id;      ///< letters and digits that no other message has
    std::string at;      ///< UTC, `2026-11-24T16:58:00Z`
    std::string body;    ///< UTF-8, lines ended by LF
};

/// Whether mail of the form that `mail_text` makes can go to that address: plain ASCII, and such
/// that it could be recorded today.
[[nodiscard]] bool is_mailable(const EmailAddress& address);

/// `Ana Diaz <ana@lib.example>, ...`: mailboxes on one line as a To: field takes them, names quoted
/// or encoded where they must be. Addresses must be mailable.
[[nodiscard]] std::string mailbox_line(const std::vector<Mailbox>& mailboxes);

/// The message as `sendmail -t` takes it (RFC 5322, RFC 2045 to 2047), lines ended by LF: headers
/// that hold nothing but what is meant, whatever names and subject hold; names and subject beyond
/// short ASCII as encoded words, lines folded at 76, the body as quoted-printable UTF-8. Addresses
/// must be mailable.
[[nodiscard]] std::string mail_text(const MailMessage& message);

/// `text` in lines of at most `width` characters, broken at blanks, each begun with `indent`;
/// line breaks in it are kept.
[[nodiscard]] std::string paragraph(std::string_view text, std::size_t width,
                                    std::string_view indent = "");

}    // namespace lmsection
