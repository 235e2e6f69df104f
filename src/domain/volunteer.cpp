#include "lmsection/domain/volunteer.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <map>

namespace lmsection {

namespace {

constexpr std::string_view unknown = "unknown";
constexpr std::size_t longest_comment = 2000;

/// The states on the path between `from` and `to`, exclusive. A declined form is back at the point
/// where a chair is alerted; a decline is at the same position as an acceptance.
std::vector<VolunteerState> between(VolunteerState from, VolunteerState to) {
    using enum VolunteerState;
    from = from == declined ? assigned : from;
    to = to == declined ? accepted : to;
    std::vector<VolunteerState> states;
    std::ranges::copy_if(std::array{assigned, alerted, accepted}, std::back_inserter(states),
                         [&](VolunteerState state) { return from < state && state < to; });
    return states;
}

/// A range of years of experience.
struct Band {
    int first;
    int last;
    std::string_view name;
};
constexpr std::array bands{Band{0, 4, "0 to 4 years"}, Band{5, 9, "5 to 9 years"},
                           Band{10, 19, "10 to 19 years"},
                           Band{20, std::numeric_limits<int>::max(), "20 years or more"}};

/// Adds a share unless it is zero.
void add(std::vector<Share>& shares, std::string_view of, std::ptrdiff_t people) {
    if (people > 0) {
        shares.push_back({std::string{of}, static_cast<int>(people)});
    }
}

std::vector<Share> types_of(std::span<const FormFacts> members) {
    std::map<std::string, Share> types;    // by folded name, so that spellings of one match
    for (const FormFacts& member : members) {
        if (!member.library_type.empty()) {
            const Share none{member.library_type, 0};
            ++types.try_emplace(folded(member.library_type), none).first->second.people;
        }
    }
    std::vector<Share> shares;
    for (const auto& [key, share] : types) {
        shares.push_back(share);
    }
    std::ranges::stable_sort(shares, std::greater{}, &Share::people);
    add(shares, unknown, std::ranges::count(members, "", &FormFacts::library_type));
    return shares;
}

std::vector<Share> experience_of(std::span<const FormFacts> members) {
    std::vector<Share> shares;
    for (const Band& band : bands) {
        add(shares, band.name, std::ranges::count_if(members, [&](const FormFacts& member) {
                return member.experience && band.first <= *member.experience &&
                       *member.experience <= band.last;
            }));
    }
    add(shares, unknown,
        std::ranges::count_if(members, [](const FormFacts& member) { return !member.experience; }));
    return shares;
}

std::vector<Share> newness_of(std::span<const FormFacts> members) {
    std::vector<Share> shares;
    for (const auto& [name, is_new] :
         {std::pair{"new", std::optional{true}}, std::pair{"not new", std::optional{false}},
          std::pair{"unknown", std::optional<bool>{}}}) {
        add(shares, name, std::ranges::count(members, is_new, &FormFacts::is_new));
    }
    return shares;
}

}    // namespace

Outcome<VolunteerState> parse_volunteer_state(std::string_view text) {
    return parse_word("volunteer state", text, all_volunteer_states);
}

bool waits(VolunteerState state) {
    return state <= VolunteerState::accepted;
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
    std::vector<std::string> texts;
    for (const Share& share : shares) {
        texts.push_back(fmt::format("{}: {}", share.of, share.people));
    }
    return texts.empty() ? "nobody" : fmt::format("{}", fmt::join(texts, ", "));
}

Outcome<std::string> parse_comment(std::string_view text) {
    if (!is_utf8(text)) {
        return Fault{"the comment is not UTF-8 text", "write it in UTF-8"};
    }
    std::string plain{text};    // with LF line ends
    replace_each(plain, "\r\n", "\n");
    std::ranges::replace(plain, '\r', '\n');
    std::string lines;
    for (std::string_view left = plain; !left.empty();) {
        const std::string_view line = left.substr(0, left.find('\n'));
        left.remove_prefix(std::min(left.size(), line.size() + 1));
        const std::string tidy = tidied_text(line);
        if (has_control(tidy) || has_bidirectional_control(tidy)) {
            return Fault{"the comment contains a control character", "remove it"};
        }
        lines += tidy + "\n";
    }
    const std::string comment{trimmed(lines, "\n")};
    if (length_of(comment) > longest_comment) {
        return Fault{fmt::format("the comment is longer than {} characters", longest_comment),
                     "shorten it"};
    }
    return comment;
}

Outcome<bool> parse_yes_or_no(std::string_view text) {
    const std::string typed = folded(only_utf8(text));
    if (is_one_of(typed, "yes|y|true")) {
        return true;
    }
    if (is_one_of(typed, "no|n|false")) {
        return false;
    }
    return Fault{fmt::format("{} is neither yes nor no", in_quotes(text)),
                 "write yes or no, or leave it empty"};
}

}    // namespace lmsection
