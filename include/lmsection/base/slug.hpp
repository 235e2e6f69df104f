#pragma once

#include "lmsection/base/error.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace lmsection {

/// A name of a group or item fit for scripts: lower-case ASCII letters, digits and single
/// hyphens, as `management-best-practices`; at most 80 characters.
class Slug {
public:
    /// Reads a slug that is written as one; the fault says what a slug is.
    [[nodiscard]] static Outcome<Slug> parse(std::string_view text);
    /// The slug of a full name: folded to ASCII lower case, words joined by hyphens. A name
    /// with no letter or digit in it has none.
    [[nodiscard]] static Outcome<Slug> of_name(std::string_view name);

    [[nodiscard]] const std::string& text() const { return text_; }
    auto operator<=>(const Slug&) const = default;

private:
    explicit Slug(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}    // namespace lmsection
