#include "lmsection/domain/person.hpp"

#include "lmsection/base/mailbox.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace lmsection {

Outcome<std::string> parse_person_name(std::string_view text) {
    auto name = parse_visible_name(text);
    if (name.ok() && name.value().find_first_of("@<>") != std::string::npos) {
        return Fault{fmt::format("the name {} has an @, < or >, so it would be read as an address",
                                 in_quotes(name.value())),
                     "leave that character out"};
    }
    return name;
}

bool is_name_suffix(std::string_view text) {
    constexpr std::string_view suffixes =
        "jr|sr|ii|iii|iv|phd|edd|md|jd|esq|mls|mlis|msls|msis|mlib|mba|mfa|mph|mpa|ma|ms|med|ba|bs|"
        "cpa|dma|ed";
    std::string words = folded(text);
    std::erase(words, '.');
    const auto parts = split(words, " ");
    return !parts.empty() && std::ranges::all_of(parts, [&](const std::string& part) {
        return is_one_of(part, suffixes);
    });
}

namespace {

std::vector<std::string> comma_parts(std::string_view name) {
    std::vector<std::string> parts;
    for (;;) {
        const auto comma = name.find(',');
        parts.push_back(tidied_text(name.substr(0, comma)));
        if (comma == std::string_view::npos) {
            return parts;
        }
        name.remove_prefix(comma + 1);
    }
}

/// Whether the text on one side of a comma can be a family name or given names. Other text with a
/// comma, and a nickname in quotes, is kept as typed.
bool reads_as_name(std::string_view part) {
    return !folded(part).empty() && std::ranges::all_of(part, [](char c) {
        return !is_ascii(c) || is_letter(c) || c == ' ' || c == '\'' || c == '-' || c == '.';
    });
}

/// A typed name, put in reading order.
TypedPerson typed_name(std::string name) {
    TypedPerson typed;
    typed.name = in_reading_order(name);
    typed.turned_from = typed.name == name ? "" : std::move(name);
    return typed;
}

}    // namespace

std::string in_reading_order(std::string_view name) {
    auto parts = comma_parts(name);
    std::string suffix;
    if (parts.size() == 3 && is_name_suffix(parts[1]) != is_name_suffix(parts[2])) {
        const std::size_t at = is_name_suffix(parts[1]) ? 1 : 2;
        suffix = ", " + parts[at];
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at));
    }
    const bool turned = parts.size() == 2 && reads_as_name(parts[0]) && reads_as_name(parts[1]) &&
                        !is_name_suffix(parts[1]);
    if (!turned) {
        return std::string{name};
    }
    std::string given = parts[1];
    const auto last_blank = given.rfind(' ');
    if (last_blank != std::string::npos && is_name_suffix(given.substr(last_blank + 1))) {
        suffix = given.substr(last_blank) + suffix;
        given.resize(last_blank);
    }
    return given + " " + parts[0] + suffix;
}

Outcome<TypedPerson> parse_typed_person(std::string_view text) {
    const auto parts = parse_mailbox(text);
    if (!parts.ok()) {
        return parts.fault();
    }
    std::optional<EmailAddress> email;
    if (parts.value().address) {
        const auto address = EmailAddress::parse(*parts.value().address);
        if (!address.ok()) {
            return address.fault();
        }
        email = address.value();
    }
    TypedPerson typed;
    if (!email || !parts.value().name.empty()) {
        const auto name = parse_person_name(parts.value().name);
        if (!name.ok()) {
            return name.fault();
        }
        typed = typed_name(name.value());
    }
    typed.email = email;
    return typed;
}

Outcome<TypedPerson> parse_person_cells(std::string_view name, std::string_view email) {
    TypedPerson typed;
    if (!email.empty()) {
        const auto read = parse_typed_person(email);
        if (!read.ok() || !read.value().email) {
            const auto address = EmailAddress::parse(email);
            return address.ok() ? read.fault() : address.fault();
        }
        typed = read.value();
    }
    if (name.empty() && typed.email) {
        return typed;
    }
    if (name.find('@') != std::string_view::npos && name.ends_with('>')) {
        const auto read = parse_typed_person(name);
        if (!read.ok()) {
            return read.fault();
        }
        if (typed.email && read.value().email != typed.email) {
            return Fault{fmt::format("the name has a different address, {}, from the line",
                                     read.value().email->text()),
                         "correct one of them"};
        }
        return read.value();
    }
    const auto read = parse_person_name(name);
    if (!read.ok()) {
        return read.fault();
    }
    TypedPerson named = typed_name(read.value());
    named.email = typed.email;
    return named;
}

std::string display_text(const Person& person) {
    return person.email ? fmt::format("{} <{}>", person.name, person.email->text()) : person.name;
}

}    // namespace lmsection
