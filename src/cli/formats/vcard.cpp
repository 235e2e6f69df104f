#include "lmsection/cli/formats/vcard.hpp"

#include "printable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli {

namespace {

constexpr std::size_t longest_line = 75;

bool continues_letter(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// A text value: what would end it, or part it, behind a backslash.
std::string value(std::string_view text) {
    std::string result;
    for (const char c : printable(text)) {
        switch (c) {
        case '\r': break;    // some readers end a line there
        case '\n': result += "\\n"; break;
        case '\\':
        case ',':
        case ';': result += std::string{'\\', c}; break;
        default: result += c;
        }
    }
    return result;
}

/// One content line, folded: each line after the first begins with a blank.
std::string line(std::string_view name, std::string_view text) {
    std::string whole = fmt::format("{}:{}", name, text);
    std::string result;
    std::string_view rest = whole;
    std::size_t room = longest_line;
    while (rest.size() > room) {
        std::size_t end = room;
        while (end > 1 && continues_letter(rest[end])) {
            --end;
        }
        result += fmt::format("{}\r\n ", rest.substr(0, end));
        rest.remove_prefix(end);
        room = longest_line - 1;
    }
    return fmt::format("{}{}\r\n", result, rest);
}

std::string titles(const Card& card) {
    std::string text;
    for (const CardSeat& seat : card.seats) {
        text += fmt::format("{}{}, {}", text.empty() ? "" : "; ", seat.role, seat.group);
    }
    return text;
}

std::string categories(const Card& card) {
    std::vector<std::string> groups;
    for (const CardSeat& seat : card.seats) {
        std::string group = value(seat.group);
        if (std::find(groups.begin(), groups.end(), group) == groups.end()) {
            groups.push_back(std::move(group));
        }
    }
    return fmt::format("{}", fmt::join(groups, ","));
}

std::string terms(const Card& card) {
    std::string text;
    for (const CardSeat& seat : card.seats) {
        text += fmt::format("{}{} of {}, {} to {}", text.empty() ? "" : "\n", seat.role, seat.group,
                            seat.start, seat.end);
    }
    return text;
}

}    // namespace

std::string vcard(const Card& card) {
    std::string text = "BEGIN:VCARD\r\nVERSION:3.0\r\n";
    text += line("UID", value(card.uid));
    text += line("FN", value(card.name));
    // Which part of a name is the family's cannot be told; as a given name it is shown whole.
    text += line("N", ";" + value(card.name) + ";;;");
    if (card.email) {
        text += line("EMAIL;TYPE=INTERNET", value(*card.email));
    }
    if (!card.institution.empty()) {
        text += line("ORG", value(card.institution));
    }
    text += line("TITLE", value(titles(card)));
    text += line("CATEGORIES", categories(card));
    text += line("NOTE", value(terms(card)));
    return text + "END:VCARD\r\n";
}

}    // namespace lmsection::cli
