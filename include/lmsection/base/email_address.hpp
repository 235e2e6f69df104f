#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"

#include <string>
#include <string_view>

namespace lmsection {

/// An email address: one `@`, a domain with a dot, no space, control or list-separator character,
/// at most 254 bytes.
class EmailAddress {
public:
    /// Parses an address that mail can be sent to (RFC 5321, RFC 6531): before the `@`, no dot at
    /// either end and no two in a row; host names of letters, digits and hyphens; no invisible
    /// characters. The fault names the offending character or part.
    [[nodiscard]] static Outcome<EmailAddress> parse(std::string_view text);
    /// Parses an address from a record. Earlier versions accepted some addresses that mail cannot
    /// be sent to; those must not make a section unreadable.
    [[nodiscard]] static Outcome<EmailAddress> on_record(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// A normalized form: two spellings of the same address have the same key.
    [[nodiscard]] std::string key() const { return lower_case(text_); }
    bool operator==(const EmailAddress& other) const { return key() == other.key(); }

private:
    explicit EmailAddress(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}    // namespace lmsection
