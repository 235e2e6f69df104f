#include "lmsection/base/slug.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace lmsection {

namespace {

constexpr std::size_t longest_slug = 80;

bool is_slug_letter(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c);
}

}    // namespace

Outcome<Slug> Slug::parse(std::string_view text) {
    const bool letters = std::ranges::all_of(text,
                                             [](char c) { return is_slug_letter(c) || c == '-'; });
    const bool hyphens = text.find("--") == std::string_view::npos && !text.starts_with('-') &&
                         !text.ends_with('-');
    if (text.empty() || text.size() > longest_slug || !letters || !hyphens) {
        return Fault{fmt::format("{} is not a slug", in_quotes(text)),
                     "use lower-case letters, digits and single hyphens, at most 80"};
    }
    return Slug{std::string{text}};
}

Outcome<Slug> Slug::of_name(std::string_view name) {
    std::string slug;
    for (const char c : folded(only_utf8(name)) + "-") {
        const bool joins = c == '\'';    // O'Brien's is one word
        if (is_slug_letter(c)) {
            slug += c;
        } else if (!joins && !slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    if (!slug.empty()) {
        slug.pop_back();
    }
    if (slug.empty()) {
        return Fault{fmt::format("no slug can be made from {}", in_quotes(name)),
                     "use a name with Latin letters or digits, or give a slug"};
    }
    return parse(slug);
}

}    // namespace lmsection
