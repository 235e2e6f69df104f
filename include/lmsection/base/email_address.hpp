#pragma once

#include "lmsection/base/error.hpp"

#include <string>
#include <string_view>

namespace lmsection {

/// An email address: one `@`, a domain with a dot, no blank, no control or list character; at most
/// 254 bytes.
class EmailAddress {
public:
    /// Reads an address that mail can be sent to (RFC 5321, RFC 6531): no dot at either end of what
    /// is before the `@` and no two in a row, host names of letters, digits and hyphens, nothing
    /// that cannot be seen. The fault names the character or the part that is in the way.
    [[nodiscard]] static Outcome<EmailAddress> parse(std::string_view text);
    /// Reads an address from a record. Earlier versions accepted some that mail cannot be sent to;
    /// they must not make a section unreadable.
    [[nodiscard]] static Outcome<EmailAddress> on_record(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// The form under which two spellings of one address are the same.
    [[nodiscard]] std::string key() const;
    bool operator==(const EmailAddress& other) const { return key() == other.key(); }

private:
    explicit EmailAddress(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}    // namespace lmsection
