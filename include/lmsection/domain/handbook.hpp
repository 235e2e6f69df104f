#pragma once

#include "lmsection/domain/section.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lmsection {

/// How hard a rule holds: what breaks a *must* is refused, what breaks a *should* is warned of.
enum class Strength { should, must };
[[nodiscard]] std::string_view word(Strength strength);

/// What a rule measures. A rule has one measure and one bound.
enum class Measure {
    size,                  ///< people who serve in the group on a day
    term_years,            ///< program years of an appointment
    chair_pattern,         ///< the roles that lead, as the kind's patterns allow
    chair_from_members,    ///< a chair served in the group before
    chair_rotation,        ///< nobody chairs a group in two terms that follow each other
    meetings,              ///< meetings held in a program year
    chairs_meetings,       ///< meetings with the chairs in a program year
    reports,               ///< required reports submitted in a program year
    programs,              ///< proposals submitted to a venue in a program year
    paid_speakers,         ///< paid speakers of one webinar
    stipend,               ///< dollars for a paid speaker
    other_divisions,       ///< other divisions only after the minimums
    appointed_by,          ///< the day by which appointments for the next year are made
};
[[nodiscard]] std::string_view word(Measure measure);
[[nodiscard]] std::optional<Measure> parse_measure(std::string_view text);

/// A rule: an id, a section, a bound and a strength.
struct Rule {
    Slug id;
    std::string section;    ///< "3", "2 and 4"
    Measure measure;
    Strength strength;
    std::vector<GroupKind> kinds;    ///< whom it binds; empty: the section as a whole
    std::string venue;               ///< for `programs`, `paid_speakers`, `stipend`
    std::optional<int> at_least;
    std::optional<int> at_most;
    std::string says;    ///< what it means, in a sentence

    [[nodiscard]] bool binds(GroupKind kind) const;
    /// Whether `count` lies in the rule's bound.
    [[nodiscard]] bool holds(int count) const;
    /// "at most 12", "4 to 8".
    [[nodiscard]] std::string bound() const;
    bool operator==(const Rule&) const = default;
};

/// How many of each leading role may serve at once; a group's leaders must fit in one pattern.
using ChairPattern = std::map<Role, int>;

/// What the handbook says of all groups of a kind.
struct KindFacts {    // NOLINT(*-member-init): every reader says the kind
    GroupKind kind;
    std::string title;    ///< "Interest Groups", a heading
    std::string section;
    std::string appointed_by;    ///< who appoints, in words
    int member_years = 2;        ///< the usual term of a member, in program years
    int chair_years = 2;         ///< the usual term of who leads
    std::vector<ChairPattern> chair_patterns;
    bool operator==(const KindFacts&) const = default;
};

/// Something a group has committed to do in the year (§2, §4).
struct Activity {
    Slug id;
    std::string title;
    int times = 1;       ///< how often in a program year, at least
    std::string when;    ///< "interest-group-week", "ala-annual" or empty
    std::string section;
    bool operator==(const Activity&) const = default;
};

/// What the handbook says of one group.
struct GroupFacts {    // NOLINT(*-member-init): every reader says the kind
    Slug slug;
    std::string name;
    GroupKind kind;
    std::string section;
    std::string charge;                  ///< empty: the handbook says TBD
    std::vector<Activity> activities;    ///< empty: the handbook says TBD
    std::string remark;                  ///< "possible merger"
    std::string link;                    ///< its folder
    bool operator==(const GroupFacts&) const = default;
};

/// One line of the annual checklist.
struct ChecklistItem {    // NOLINT(*-member-init): a month has no default
    Slug id;
    date::month month;
    std::string title;
    std::vector<GroupKind> audience;    ///< who is to do it
    bool optional = false;
    std::string section;
    std::string tells;    ///< what the database knows about it: "reports" or empty
    bool operator==(const ChecklistItem&) const = default;
};

/// A report that groups owe each program year (§3, §4).
struct ReportRule {    // NOLINT(*-member-init): a month has no default
    date::month month;
    std::optional<unsigned> day;    ///< day of the month it is due; without: its last day
    std::string title;
    std::vector<GroupKind> kinds;
    std::string section;

    /// The day it is due in `year`; a day past the month's end means its last day.
    [[nodiscard]] Date due(ProgramYear year) const;
    /// `2026-12`: how the report of `year` is named.
    [[nodiscard]] Month id(ProgramYear year) const { return year.month(month); }
    bool operator==(const ReportRule&) const = default;
};

/// Where programs are proposed (§2 program management, checklist).
struct Venue {
    Slug id;
    std::string title;
    std::vector<date::month> finalize;    ///< months in which ideas are finalized
    std::vector<date::month> submit;      ///< months in which proposals are submitted
    std::string section;
    bool operator==(const Venue&) const = default;
};

/// A dated thing of every year that is no group's (§1, §4): its rule or "set by year".
struct Event {
    Slug id;
    std::string title;
    std::string when;    ///< "first-full-week-of-march" or "set-by-year"
    std::string section;
    bool operator==(const Event&) const = default;
};

/// Any other fact, filed under its section and topic.
struct Fact {
    std::string section;
    std::string topic;    ///< "Leadership Team: skills"
    std::string text;
    bool operator==(const Fact&) const = default;
};

struct Link {
    std::string title;
    std::string url;
    std::string section;
    bool operator==(const Link&) const = default;
};

/// A place where the handbook contradicts itself: both readings and the one in use.
struct Note {
    Slug id;
    std::vector<std::string> sections;
    std::vector<std::string> readings;
    std::string uses;
    bool operator==(const Note&) const = default;
};

/// A section's handbook as data: every fact with the number of the section that it is from.
struct Handbook {
    std::string section_name;    ///< "Leadership & Management Section"
    std::string division;
    std::string association;
    std::string version;    ///< "December 2023"
    std::string revised;
    std::string purpose;
    std::vector<std::string> objectives;
    std::vector<std::string> sister_sections;    ///< the division's sections, this one among them
    std::vector<KindFacts> kinds;
    std::vector<Rule> rules;
    std::vector<GroupFacts> groups;
    std::vector<ChecklistItem> checklist;
    std::vector<ReportRule> reports;
    std::vector<Venue> venues;
    std::vector<Event> events;
    std::vector<Fact> facts;
    std::vector<Link> links;
    std::vector<Note> notes;

    /// The facts of a kind; every handbook that was read has all four.
    [[nodiscard]] const KindFacts& of_kind(GroupKind kind) const;
    [[nodiscard]] const GroupFacts* group(const Slug& slug) const;
    /// The rules of a measure that bind a kind.
    [[nodiscard]] std::vector<const Rule*> rules_for(Measure measure, GroupKind kind) const;
    /// Whether groups of this kind owe reports.
    [[nodiscard]] bool owes_reports(GroupKind kind) const;
    bool operator==(const Handbook&) const = default;
};

}    // namespace lmsection
