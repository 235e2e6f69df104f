#include "lmsection/domain/section.hpp"

#include "lmsection/base/email_address.hpp"
#include "lmsection/domain/group.hpp"

#include "lmsection/base/mailbox.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>

namespace lmsection {

namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_line = 2000;

/// What is wrong with `text` as one line of text called `label`, if anything.
std::optional<Fault> line_fault(std::string_view label, std::string_view text,
                                std::size_t longest) {
    if (!is_utf8(text)) {
        return Fault{fmt::format("the {} is not UTF-8 text", label), "write it in UTF-8"};
    }
    if (has_control(text) || has_bidirectional_control(text)) {
        return Fault{fmt::format("the {} contains a line break or another control character",
                                 label),
                     "write it on one line"};
    }
    if (length_of(tidied_text(text)) > longest) {
        return Fault{fmt::format("the {} is longer than {} characters", label, longest),
                     "shorten it"};
    }
    return std::nullopt;
}

}    // namespace

std::string_view word(Reply reply) {
    switch (reply) {
    case Reply::none: return "";
    case Reply::yes: return "yes";
    case Reply::no: return "no";
    case Reply::later: return "later";
    }
    return "";
}

Outcome<Reply> parse_reply(std::string_view text) {
    const std::string typed = is_utf8(text) ? lower_case(tidied_text(text)) : "";
    const std::string_view first = std::string_view{typed}.substr(0, typed.find_first_of(",.;!"));
    for (const auto& [spelled, reply] : {std::pair<std::string_view, Reply>{"yes", Reply::yes},
                                         {"y", Reply::yes},
                                         {"no", Reply::no},
                                         {"n", Reply::no},
                                         {"later", Reply::later},
                                         {"maybe", Reply::later},
                                         {"not sure", Reply::later},
                                         {"undecided", Reply::later}}) {
        if (first == spelled) {
            return reply;
        }
    }
    return Fault{fmt::format("{} is not an answer", in_quotes(text)), "use yes, no or later"};
}

Outcome<std::string> parse_name(std::string_view text) {
    if (const auto fault = line_fault("name", text, longest_name)) {
        return *fault;
    }
    std::string name = tidied_text(text);
    if (folded(name).empty()) {    // an invisible name is not a name
        return Fault{"the name is empty", "write the full name"};
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

}    // namespace lmsection
