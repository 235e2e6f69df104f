#pragma once

#include "lmsection/base/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// A mailbox taken apart. At least one of the two is there.
struct MailboxParts {
    std::string name;                      ///< may be empty; not checked to be a good name
    std::optional<std::string> address;    ///< not checked to be a good address
};

/// Reads a person's name, address or both in any form that mail programs write (RFC 5322):
/// `Ana Diaz <ana@lib.example>`, `"Lee, Ann" <al@lib.example>`, `al@lib.example (Ann Lee)`,
/// `mailto:al@lib.example`, an address alone, a name alone. Quotes around the whole name, escapes
/// in them and comments are removed, encoded words (RFC 2047; UTF-8, ISO-8859-1, Windows-1252)
/// decoded. A name equal to its address is no name. Quotes inside a name are kept. Fails where an
/// angle bracket is unmatched, where more than one address is given, and where an encoded word
/// cannot be decoded.
[[nodiscard]] Outcome<MailboxParts> parse_mailbox(std::string_view text);

}    // namespace lmsection
