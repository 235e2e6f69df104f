#include "format/vcard.hpp"

#include "format/content_line.hpp"
#include "format/printable.hpp"
#include "lmsection/domain/name_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli {

namespace {

std::string property(std::string_view text) {
    return text_value(printable(text));
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
        std::string group = property(seat.group);
        if (std::ranges::find(groups, group) == groups.end()) {
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

/// Family name, given name, additional names, titles and suffixes. Where the parts of the name are
/// not known, the whole name is the given name, which is shown in full.
std::string structured_name(std::string_view name) {
    const auto parts = name_parts(name);
    return parts ? fmt::format("{};{};{};;{}", property(parts->family), property(parts->given),
                               property(parts->additional), property(parts->suffix))
                 : ";" + property(name) + ";;;";
}

}    // namespace

std::string vcard(const Card& card) {
    std::string text = "BEGIN:VCARD\r\nVERSION:3.0\r\n";
    text += content_line("UID", property(card.uid));
    text += content_line("FN", property(card.name));
    text += content_line("N", structured_name(card.name));
    if (card.email) {
        text += content_line("EMAIL;TYPE=INTERNET", property(*card.email));
    }
    if (!card.institution.empty()) {
        text += content_line("ORG", property(card.institution));
    }
    text += content_line("TITLE", property(titles(card)));
    text += content_line("CATEGORIES", categories(card));
    text += content_line("NOTE", property(terms(card)));
    return text + "END:VCARD\r\n";
}

}    // namespace lmsection::cli
