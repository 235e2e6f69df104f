#include "lmsection/domain/volunteer.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace lmsection {

namespace {

constexpr std::string_view unknown = "unknown";
constexpr std::size_t longest_comment = 2000;

/// A state's position on the path. A declined form is back at the point where a chair is alerted.
int place_of(VolunteerState state) {
    switch (state) {
    case VolunteerState::submitted: return 0;
    case VolunteerState::assigned:
    case VolunteerState::declined: return 1;
    case VolunteerState::alerted: return 2;
    case VolunteerState::accepted: return 3;
    case VolunteerState::withdrawn:
    case VolunteerState::appointed: return 4;
    }
    return 0;
}

/// The states on the path between `from` and `to`, exclusive.
std::vector<VolunteerState> between(VolunteerState from, VolunteerState to) {
    constexpr std::array path{VolunteerState::assigned, VolunteerState::alerted,
                              VolunteerState::accepted};
    // A decline is at the same position as an acceptance.
    const int last = to == VolunteerState::declined ? place_of(VolunteerState::accepted)
                                                    : place_of(to);
    std::vector<VolunteerState> states;
    for (const VolunteerState state : path) {
        if (place_of(state) > place_of(from) && place_of(state) < last) {
            states.push_back(state);
        }
    }
    return states;
}

struct Band {
    int from;
    std::string_view name;
};
constexpr std::array bands{Band{0, "0 to 4 years"}, Band{5, "5 to 9 years"},
                           Band{10, "10 to 19 years"}, Band{20, "20 years or more"}};

std::string_view band_of(int years) {
    std::string_view name = bands.front().name;
    for (const Band& band : bands) {
        name = years >= band.from ? band.name : name;
    }
    return name;
}

/// Adds a share unless it is zero.
void add(std::vector<Share>& shares, std::string_view of, std::ptrdiff_t people) {
    if (people > 0) {
        shares.push_back({std::string{of}, static_cast<int>(people)});
    }
}

std::vector<Share> types_of(std::span<const FormFacts> members) {
    std::map<std::string, Share>
        types;    // by folded name, so that spellings of the same type match
    std::ptrdiff_t unsaid = 0;
    for (const FormFacts& member : members) {
        if (member.library_type.empty()) {
            ++unsaid;
        } else {
            Share& share =
                types.try_emplace(folded(member.library_type), Share{member.library_type, 0})
                    .first->second;
            ++share.people;
        }
    }
    std::vector<Share> shares;
    for (const auto& [key, share] : types) {
        shares.push_back(share);
    }
    std::stable_sort(shares.begin(), shares.end(),
                     [](const Share& a, const Share& b) { return a.people > b.people; });
    add(shares, unknown, unsaid);
    return shares;
}

template <class Predicate>
std::ptrdiff_t count(std::span<const FormFacts> members, Predicate predicate) {
    return std::count_if(members.begin(), members.end(), predicate);
}

std::vector<Share> experience_of(std::span<const FormFacts> members) {
    std::vector<Share> shares;
    for (const Band& band : bands) {
        add(shares, band.name, count(members, [&](const FormFacts& member) {
                return member.experience && band_of(*member.experience) == band.name;
            }));
    }
    add(shares, unknown,
        count(members, [](const FormFacts& member) { return !member.experience; }));
    return shares;
}

std::vector<Share> newness_of(std::span<const FormFacts> members) {
    std::vector<Share> shares;
    add(shares, "new", count(members, [](const FormFacts& m) { return m.is_new == true; }));
    add(shares, "not new", count(members, [](const FormFacts& m) { return m.is_new == false; }));
    add(shares, unknown, count(members, [](const FormFacts& m) { return !m.is_new; }));
    return shares;
}

/// `text` with all line ends converted to LF.
std::string with_plain_line_ends(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool pair = text.substr(i, 2) == "\r\n";
        if (!pair) {
            result += text[i] == '\r' ? '\n' : text[i];
        }
    }
    return result;
}

}    // namespace

std::string_view word(VolunteerState state) {
    switch (state) {
    case VolunteerState::submitted: return "submitted";
    case VolunteerState::assigned: return "assigned";
    case VolunteerState::alerted: return "alerted";
    case VolunteerState::accepted: return "accepted";
    case VolunteerState::declined: return "declined";
    case VolunteerState::withdrawn: return "withdrawn";
    case VolunteerState::appointed: return "appointed";
    }
    return {};
}

Outcome<VolunteerState> parse_volunteer_state(std::string_view text) {
    const std::string typed = folded(is_utf8(text) ? tidied_text(text) : std::string{});
    std::string known;
    for (const VolunteerState state : all_volunteer_states) {
        if (typed == word(state)) {
            return state;
        }
        known += (known.empty() ? "" : ", ") + std::string{word(state)};
    }
    return Fault{fmt::format("{} is not a volunteer state", in_quotes(text)),
                 "use one of " + known};
}

bool waits(VolunteerState state) {
    return state == VolunteerState::submitted || state == VolunteerState::assigned ||
           state == VolunteerState::alerted || state == VolunteerState::accepted;
}

bool waits(const Volunteer& volunteer) {
    return waits(volunteer.state) && !volunteer.replaced_by;
}

ProgramYear year_of_form(Date submitted_on) {
    const ProgramYear running = ProgramYear::containing(submitted_on);
    return submitted_on.month() < date::July ? running.plus(1) : running;
}

bool has_expired(const Volunteer& volunteer, Date today) {
    return waits(volunteer) && year_of_form(volunteer.submitted_on).last_day() < today;
}

Outcome<Move> move_on(VolunteerState from, VolunteerState step) {
    using enum VolunteerState;
    if (from == appointed || from == withdrawn) {
        return Fault{fmt::format("the form is closed: {}", word(from)),
                     "record a new form with 'lmsection volunteer add'"};
    }
    if (step == submitted) {
        return Fault{"the form is already submitted",
                     "record a new form with 'lmsection volunteer add'"};
    }
    if (step == withdrawn) {
        return Move{withdrawn, {}};
    }
    if (step == assigned) {
        return Move{from == submitted ? assigned : from, {}};
    }
    if (from == accepted && step == alerted) {
        return Fault{"the chair has already accepted",
                     "appoint with 'lmsection volunteer appoint', or decline with a reason first"};
    }
    if (from == step && step != alerted) {
        return Fault{fmt::format("the form is already {}", word(from)),
                     "see 'lmsection volunteer show'"};
    }
    return Move{step, between(from, step)};
}

std::optional<int> waiting_days(const Volunteer& volunteer, Date today) {
    if (!waits(volunteer) || has_expired(volunteer, today)) {
        return std::nullopt;
    }
    return std::max(0, days_between(volunteer.submitted_on, today));
}

Outcome<VolunteerState> standing_in(const Volunteer& volunteer, GroupId group) {
    const bool closed = volunteer.state == VolunteerState::withdrawn ||
                        volunteer.state == VolunteerState::appointed;
    const bool elsewhere = volunteer.group && *volunteer.group != group;
    if (closed || !elsewhere) {
        return volunteer.state;
    }
    if (volunteer.state == VolunteerState::accepted) {
        return Fault{"the chair of another group has already accepted",
                     "appoint them there, or first decline there with a reason"};
    }
    return volunteer.state == VolunteerState::submitted ? VolunteerState::submitted
                                                        : VolunteerState::assigned;
}

Balance balance_of(std::span<const FormFacts> members) {
    return {static_cast<int>(members.size()), types_of(members), experience_of(members),
            newness_of(members)};
}

std::string display_text(std::span<const Share> shares) {
    std::string text;
    for (const Share& share : shares) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", share.of, share.people);
    }
    return text.empty() ? "nobody" : text;
}

Outcome<std::string> parse_comment(std::string_view text) {
    if (!is_utf8(text)) {
        return Fault{"the comment is not UTF-8 text", "write it in UTF-8"};
    }
    std::string comment;
    const std::string plain = with_plain_line_ends(text);
    std::string_view left = plain;
    while (!left.empty()) {
        const std::string_view line = left.substr(0, left.find('\n'));
        left.remove_prefix(std::min(left.size(), line.size() + 1));
        const std::string tidy = tidied_text(line);
        if (has_control(tidy) || has_bidirectional_control(tidy)) {
            return Fault{"the comment contains a control character", "remove it"};
        }
        comment += tidy + "\n";
    }
    const auto first = comment.find_first_not_of('\n');
    const auto last = comment.find_last_not_of('\n');
    comment = first == std::string::npos ? "" : comment.substr(first, last - first + 1);
    if (length_of(comment) > longest_comment) {
        return Fault{fmt::format("the comment is longer than {} characters", longest_comment),
                     "shorten it"};
    }
    return comment;
}

Outcome<bool> parse_yes_or_no(std::string_view text) {
    const std::string typed = folded(is_utf8(text) ? text : std::string_view{});
    if (typed == "yes" || typed == "y" || typed == "true") {
        return true;
    }
    if (typed == "no" || typed == "n" || typed == "false") {
        return false;
    }
    return Fault{fmt::format("{} is neither yes nor no", in_quotes(text)),
                 "write yes or no, or leave it empty"};
}

}    // namespace lmsection
