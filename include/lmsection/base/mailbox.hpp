#pragma once

#include "lmsection/base/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// The parts of a mailbox. At least one of them is present.
struct MailboxParts {
    std::string name;                      ///< may be empty; not validated
    std::optional<std::string> address;    ///< not validated
};

/// Parses a person's name, address or both in any form that mail programs write (RFC 5322): `Ana
/// Diaz <ana@lib.example>`, `"Lee, Ann" <al@lib.example>`, `al@lib.example (Ann Lee)`,
/// `mailto:al@lib.example`, only an address, only a name. Quotes around the whole name, escapes in
/// them and comments are removed, encoded words (RFC 2047; UTF-8, ISO-8859-1, Windows-1252)
/// decoded. A name that equals the address is dropped. Quotes inside a name are kept. Fails if an
/// angle bracket is unmatched, if there is more than one address, or if an encoded word cannot be
/// decoded.
[[nodiscard]] Outcome<MailboxParts> parse_mailbox(std::string_view text);

}    // namespace lmsection
