#include "lmsection/domain/volunteer.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
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

/// Parses all of `text` as a number.
std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional{number} : std::nullopt;
}

/// Whether `text` is a time of day, `09:12` with what may follow it.
bool is_time(std::string_view text) {
    constexpr std::size_t minutes_size = 5;
    constexpr int hours = 24;
    constexpr int sixty = 60;
    constexpr int leap_seconds = 61;
    const auto part = [&](std::size_t at) { return whole_number(text.substr(at, 2)).value_or(-1); };
    const auto below = [](int value, int limit) { return value >= 0 && value < limit; };
    if (text.size() < minutes_size || text[2] != ':' || !below(part(0), hours) ||
        !below(part(3), sixty)) {
        return false;
    }
    text.remove_prefix(minutes_size);
    if (text.starts_with(':')) {
        constexpr std::size_t seconds_size = 3;
        if (text.size() < seconds_size || !below(part(1), leap_seconds)) {
            return false;
        }
        text.remove_prefix(seconds_size);
    }
    // The rest is fractions of a second and the time zone.
    return text.find_first_not_of("0123456789.:+-Z ") == std::string_view::npos;
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
    if (!waits(volunteer.state)) {
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

Outcome<int> parse_experience(std::string_view text) {
    const auto years = whole_number(text);
    if (!years || *years < 0 || *years > most_experience) {
        return Fault{fmt::format("{} is not a number of years of experience", in_quotes(text)),
                     "write a whole number from 0 to 99"};
    }
    return *years;
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

namespace {

/// Whether `text` is a time as in web form time stamps: "9:12:45", "9:12:45 AM EST".
bool is_form_time(std::string_view text) {
    const auto blank = text.find(' ');
    const std::string clock{text.substr(0, blank)};
    const std::string_view rest = blank == std::string_view::npos ? std::string_view{}
                                                                  : text.substr(blank);
    const bool short_hour = clock.find(':') == 1;
    return is_time(short_hour ? "0" + clock : clock) &&
           rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  ".:+- ") == std::string_view::npos;
}

/// The day of a time stamp with slashes; nothing if it is not one.
std::optional<Date> slashed_stamp(std::string_view text, NumberOrder order) {
    const auto blank = text.find(' ');
    const std::string_view day = text.substr(0, blank);
    if (std::count(day.begin(), day.end(), '/') != 2 ||
        (blank != std::string_view::npos && !is_form_time(text.substr(blank + 1)))) {
        return std::nullopt;
    }
    // The day has its year, so it does not matter what today is.
    const auto read = read_day(day, date::year{2000} / 1 / 1, YearChoice::latest, order);
    return read.ok() ? std::optional{read.value().day} : std::nullopt;
}

}    // namespace

Outcome<Date> parse_time_stamp(std::string_view text, NumberOrder order) {
    constexpr std::size_t day_size = 10;
    if (const auto day = slashed_stamp(text, order)) {
        return *day;
    }
    const auto day = parse_iso_date(text.substr(0, day_size));
    const std::string_view rest = text.substr(std::min(text.size(), day_size));
    const bool timed = (rest.starts_with(' ') || rest.starts_with('T')) && is_time(rest.substr(1));
    if (!day || (!rest.empty() && !timed)) {
        return Fault{fmt::format("{} is not a time stamp", in_quotes(text)),
                     "write it as 2026-08-03 09:12:45, 8/3/2026 9:12:45 or 2026-08-03"};
    }
    return *day;
}

}    // namespace lmsection
