#pragma once

#include "lmsection/base/error.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace lmsection {

/// A name of a group or item for use in scripts: lower-case ASCII letters, digits and single
/// hyphens, such as `management-best-practices`; at most 80 characters.
class Slug {
public:
    /// Parses a slug; the fault says what a slug looks like.
    [[nodiscard]] static Outcome<Slug> parse(std::string_view text);
    /// Makes a slug from a full name: folded to lower-case ASCII, words joined by hyphens. Fails if
    /// the name has no letter or digit.
    [[nodiscard]] static Outcome<Slug> of_name(std::string_view name);

    [[nodiscard]] const std::string& text() const { return text_; }
    auto operator<=>(const Slug&) const = default;

private:
    explicit Slug(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}    // namespace lmsection
