#include "lmsection/domain/section.hpp"

#include "lmsection/domain/mailbox.hpp"
#include "lmsection/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <functional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

namespace lmsection {

namespace {

constexpr std::size_t longest_slug = 80;
constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_line = 2000;
constexpr std::size_t longest_email = 254;

bool is_slug_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Why no mail can be sent to what is an address otherwise; nothing where it can.
std::optional<std::string> why_unmailable(std::string_view address) {
    const std::string_view local = address.substr(0, address.find('@'));
    std::string_view domain = address.substr(local.size() + 1);
    if (local.starts_with('.') || local.ends_with('.') ||
        local.find("..") != std::string_view::npos) {
        return "before the @, a dot must be between two other characters";
    }
    while (!domain.empty()) {
        const std::string_view label = domain.substr(0, domain.find('.'));
        const bool letters = std::all_of(label.begin(), label.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '-' || static_cast<unsigned char>(c) >= 0x80U;
        });
        if (!letters || label.starts_with('-') || label.ends_with('-')) {
            return fmt::format("{} is not a part of a host name", in_quotes(label));
        }
        domain.remove_prefix(std::min(domain.size(), label.size() + 1));
    }
    return std::nullopt;
}

/// The words of an enumeration, found by what people type for them.
template <class Value, std::size_t size>
Outcome<Value> parse_word(std::string_view label, std::string_view text,
                          const std::array<Value, size>& values) {
    for (const Value value : values) {
        if (text == word(value)) {
            return value;
        }
    }
    std::string typed = folded(is_utf8(text) ? text : std::string_view{});
    std::replace(typed.begin(), typed.end(), ' ', '-');
    std::string known;
    for (const Value value : values) {
        if (typed == word(value)) {
            return value;
        }
        known += (known.empty() ? "" : ", ") + std::string{word(value)};
    }
    return Fault{fmt::format("{} is not a {}", in_quotes(text), label), "use one of " + known};
}

/// What is wrong with `text` as one line of text called `label`, if anything.
std::optional<Fault> line_fault(std::string_view label, std::string_view text,
                                std::size_t longest) {
    if (!is_utf8(text)) {
        return Fault{fmt::format("the {} is not UTF-8 text", label), "write it in UTF-8"};
    }
    if (has_control(text) || has_bidirectional_control(text)) {
        return Fault{fmt::format("the {} holds a line break or another control character", label),
                     "write it on one line"};
    }
    if (length_of(tidied_text(text)) > longest) {
        return Fault{fmt::format("the {} is longer than {} characters", label, longest),
                     "shorten it"};
    }
    return std::nullopt;
}

}    // namespace

std::optional<std::int64_t> parse_id_number(std::string_view text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    const bool is_id = read.ec == std::errc{} && read.ptr == end && number > 0;
    return is_id ? std::optional{number} : std::nullopt;
}

Outcome<Slug> Slug::parse(std::string_view text) {
    const bool letters = std::all_of(text.begin(), text.end(),
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
    for (const char c : folded(is_utf8(name) ? name : std::string_view{})) {
        const bool joins = c == '\'';    // O'Brien's is one word
        if (is_slug_letter(c)) {
            slug += c;
        } else if (!joins && !slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    if (slug.ends_with('-')) {
        slug.pop_back();
    }
    if (slug.empty()) {
        return Fault{fmt::format("no slug can be made of {}", in_quotes(name)),
                     "use a name with Latin letters or digits, or give a slug"};
    }
    return parse(slug);
}

Outcome<EmailAddress> EmailAddress::on_record(std::string_view text) {
    const auto at = text.find('@');
    const std::string_view domain = at == std::string_view::npos ? "" : text.substr(at + 1);
    const bool parts = at != std::string_view::npos && at > 0 &&
                       domain.find('@') == std::string_view::npos &&
                       domain.find('.') != std::string_view::npos && !domain.starts_with('.') &&
                       !domain.ends_with('.') && domain.find("..") == std::string_view::npos;
    const bool letters = is_utf8(text) && !has_control(text) && !has_bidirectional_control(text) &&
                         !has_blank(text) &&
                         text.find_first_of(" ,;:<>()[]\\\"") == std::string_view::npos;
    if (!parts || !letters || text.size() > longest_email) {
        return Fault{fmt::format("{} is not an email address", in_quotes(text)),
                     "write it as ana@lib.example"};
    }
    return EmailAddress{std::string{text}};
}

Outcome<EmailAddress> EmailAddress::parse(std::string_view text) {
    if (const auto invisible = invisible_character(text); invisible && is_utf8(text)) {
        return Fault{fmt::format("the email address {} has an invisible character, {}",
                                 in_quotes(text), *invisible),
                     "type it again, as in ana@lib.example, rather than copying it"};
    }
    auto address = on_record(text);
    if (!address.ok()) {
        return address;
    }
    if (const auto reason = why_unmailable(text)) {
        return Fault{fmt::format("mail cannot be sent to {}: {}", in_quotes(text), *reason),
                     "write an address such as ana@lib.example"};
    }
    return address;
}

std::string EmailAddress::key() const {
    return lower_case(text_);
}

std::string_view word(GroupKind kind) {
    switch (kind) {
    case GroupKind::leadership_team: return "leadership-team";
    case GroupKind::committee: return "committee";
    case GroupKind::interest_group: return "interest-group";
    case GroupKind::working_group: return "working-group";
    }
    return {};
}

std::string_view spoken(GroupKind kind) {
    switch (kind) {
    case GroupKind::leadership_team: return "leadership team";
    case GroupKind::committee: return "committee";
    case GroupKind::interest_group: return "interest group";
    case GroupKind::working_group: return "working group";
    }
    return {};
}

Outcome<GroupKind> parse_group_kind(std::string_view text) {
    return parse_word("kind of group", text, all_group_kinds);
}

std::string_view word(Role role) {
    switch (role) {
    case Role::chair: return "chair";
    case Role::co_chair: return "co-chair";
    case Role::vice_chair: return "vice-chair";
    case Role::member: return "member";
    }
    return {};
}

Outcome<Role> parse_role(std::string_view text) {
    return parse_word("role", text, all_roles);
}

bool leads(Role role) {
    return role != Role::member;
}

Outcome<std::string> parse_name(std::string_view text) {
    if (const auto fault = line_fault("name", text, longest_name)) {
        return *fault;
    }
    std::string name = tidied_text(text);
    if (folded(name).empty()) {    // what cannot be seen is no name
        return Fault{"a name is empty", "write the full name"};
    }
    return name;
}

Outcome<std::string> parse_person_name(std::string_view text) {
    auto name = parse_name(text);
    if (name.ok() && name.value().find_first_of("@<>") != std::string::npos) {
        return Fault{fmt::format("the name {} has an @, < or >, so it would be read as an address",
                                 in_quotes(name.value())),
                     "leave that character out"};
    }
    return name;
}

Outcome<std::string> parse_line(std::string_view label, std::string_view text) {
    if (const auto fault = line_fault(label, text, longest_line)) {
        return *fault;
    }
    return tidied_text(text);
}

Outcome<std::string> parse_link(std::string_view text) {
    const bool scheme = text.starts_with("https://") || text.starts_with("http://");
    const auto rest = text.substr(std::min(text.size(), text.find("//") + 2));
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    if (!scheme || host.empty() || text.find_first_of(" \"<>") != std::string_view::npos ||
        line_fault("link", text, longest_line)) {
        return Fault{fmt::format("{} is not a web address", in_quotes(text)),
                     "write it as https://example.org/page"};
    }
    return std::string{text};
}

namespace {

/// Whether all words of `text` are what follows a name behind a comma: `Jr.`, `PhD`, `MLIS`.
bool is_suffix(std::string_view text) {
    static const std::set<std::string, std::less<>> suffixes{
        "jr",  "sr",   "ii",   "iii",  "iv",   "phd", "edd", "md",  "jd",  "esq",
        "mls", "mlis", "msls", "msis", "mlib", "mba", "mfa", "mph", "mpa", "ma",
        "ms",  "med",  "ba",   "bs",   "cpa",  "ma",  "dma", "ed"};
    std::string word;
    bool any = false;
    for (const char c : folded(text) + " ") {
        if (c == ' ') {
            if (!word.empty() && !suffixes.contains(word)) {
                return false;
            }
            any = any || !word.empty();
            word.clear();
        } else if (c != '.') {
            word += c;
        }
    }
    return any;
}

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

/// Whether a part beside a comma can be a family name or given names. Other text with a comma, and
/// a nickname in quotes, stays as it was typed.
bool reads_as_name(std::string_view part) {
    return !folded(part).empty() && std::all_of(part.begin(), part.end(), [](unsigned char c) {
        return c >= 0x80 || std::isalpha(c) != 0 || c == ' ' || c == '\'' || c == '-' || c == '.';
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
    if (parts.size() == 3 && is_suffix(parts[1]) != is_suffix(parts[2])) {
        const std::size_t at = is_suffix(parts[1]) ? 1 : 2;
        suffix = ", " + parts[at];
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at));
    }
    const bool turned = parts.size() == 2 && reads_as_name(parts[0]) && reads_as_name(parts[1]) &&
                        !is_suffix(parts[1]);
    if (!turned) {
        return std::string{name};
    }
    std::string given = parts[1];
    const auto last_blank = given.rfind(' ');
    if (last_blank != std::string::npos && is_suffix(given.substr(last_blank + 1))) {
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
    const auto is_mailbox = [](std::string_view cell) {
        return cell.find('@') != std::string_view::npos;
    };
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
    if (is_mailbox(name) && name.ends_with('>')) {
        const auto read = parse_typed_person(name);
        if (!read.ok()) {
            return read.fault();
        }
        if (typed.email && read.value().email != typed.email) {
            return Fault{fmt::format("the name has another address, {}, than the line",
                                     read.value().email->text()),
                         "correct one of the two"};
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

std::string spoken(const Person& person) {
    return person.email ? fmt::format("{} <{}>", person.name, person.email->text()) : person.name;
}

}    // namespace lmsection
