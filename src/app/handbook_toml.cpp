#include "lmsection/app/handbook_toml.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/base/toml_limits.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/section.hpp"

#include <fmt/format.h>
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace lmsection::app {

namespace {

constexpr std::size_t longest_file = 4'000'000;
constexpr std::string_view see_docs = "see docs/handbook-file.md";

/// Collects the faults of one file, each with its line.
class Faults {
public:
    explicit Faults(std::string file) : file_(std::move(file)) {}

    void add(const toml::source_region& where, const std::string& reason) {
        faults_.push_back(
            {fmt::format("{}:{}: {}", file_, where.begin.line, reason), std::string{see_docs}});
    }
    void throw_if_any() { require_none(std::move(faults_)); }

private:
    std::string file_;
    std::vector<Fault> faults_;
};

/// What is known about the whole file while its tables are read: unique ids, and references that
/// must be ids of something.
struct Book {
    struct Reference {
        std::string list;
        std::string id;
        std::string label;
        toml::source_region where;
    };
    Faults& faults;
    std::map<std::string, std::set<std::string>, std::less<>> ids;
    std::vector<Reference> references;
    std::span<const Role> roles;    ///< of the handbook

    /// "chair, co-chair or vice-chair"
    [[nodiscard]] std::string leading_roles() const {
        return listed_all(transformed(those_that(roles, leads),
                                      [](Role role) { return std::string{word(role)}; }));
    }
};

/// Reads the keys of one table. A missing or unknown key or a wrong type becomes a fault, and
/// reading continues, so that one run reports all faults.
class Table {
public:
    Table(const toml::table& table, std::string label, Book& book)
        : table_(table), label_(std::move(label)), book_(book) {}

    [[nodiscard]] std::string text(std::string_view key) {
        std::string value = optional_text(key);
        if (value.empty() && !faulty_.contains(key)) {
            fault(key, "needs some text");
        }
        return value;
    }

    [[nodiscard]] std::string optional_text(std::string_view key) {
        const toml::node* node = seen(key);
        if (node == nullptr) {
            return {};
        }
        const auto value = node->value_exact<std::string>();
        if (!value || !is_one_line(*value)) {
            fault(key, "must be one line of text in quotes");
            return {};
        }
        return *value;
    }

    [[nodiscard]] std::optional<int> optional_number(std::string_view key, int least, int most) {
        const toml::node* node = seen(key);
        if (node == nullptr) {
            return std::nullopt;
        }
        const auto value = number_in(*node, least, most);
        if (!value) {
            fault(key, fmt::format("must be a whole number from {} to {}", least, most));
        }
        return value;
    }

    [[nodiscard]] int number(std::string_view key, int least, int most) {
        if (!table_.contains(key)) {
            fault(key, fmt::format("needs a whole number from {} to {}", least, most));
        }
        return optional_number(key, least, most).value_or(least);
    }

    [[nodiscard]] bool flag(std::string_view key, bool otherwise = false) {
        const toml::node* node = seen(key);
        const auto value = node == nullptr ? std::optional{otherwise} : node->value_exact<bool>();
        if (!value) {
            fault(key, "must be true or false");
        }
        return value.value_or(otherwise);
    }

    [[nodiscard]] std::vector<std::string> texts(std::string_view key) {
        return list_of<std::string>(key, "a list of strings", "", [](const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            return value && is_one_line(*value) ? value : std::nullopt;
        });
    }

    /// Numbers of days.
    [[nodiscard]] std::vector<int> days(std::string_view key) {
        return list_of<int>(key, "a list of numbers of days, 0 to 366", 0,
                            [](const toml::node& node) { return number_in(node, 0, 366); });
    }

    [[nodiscard]] std::vector<date::month> months(std::string_view key) {
        const auto numbers = list_of<int>(key, "a list of months, 1 to 12", 1,
                                          [](const toml::node& node) {
                                              return number_in(node, 1, 12);
                                          });
        return transformed(numbers,
                           [](int number) { return date::month{static_cast<unsigned>(number)}; });
    }

    [[nodiscard]] date::month month(std::string_view key) {
        return date::month{static_cast<unsigned>(number(key, 1, 12))};
    }

    /// A value parsed by `parse`, whose fault becomes the table's.
    template <class Value>
    [[nodiscard]] Value parsed(std::string_view key,
                               const std::function<Outcome<Value>(std::string_view)>& parse,
                               Value otherwise) {
        const std::string value = text(key);
        if (value.empty()) {
            return otherwise;
        }
        const auto outcome = parse(value);
        if (!outcome.ok()) {
            fault(key, outcome.fault().text());
            return otherwise;
        }
        return outcome.value();
    }

    [[nodiscard]] Slug slug(std::string_view key) {
        return parsed<Slug>(key, Slug::parse, Slug::parse("unnamed").value());
    }

    [[nodiscard]] std::vector<GroupKind> kinds(std::string_view key) {
        const auto otherwise = GroupKind::committee;
        return list_of<GroupKind>(key, "a list of kinds of group", otherwise, [](const auto& node) {
            const auto kind = parse_group_kind(
                node.template value_exact<std::string>().value_or(""));
            return kind.ok() ? std::optional{kind.value()} : std::nullopt;
        });
    }

    [[nodiscard]] std::vector<Role> roles(std::string_view key) {
        return list_of<Role>(
            key, "a list of " + book_.leading_roles(), Role::chair, [&](const auto& node) {
                const auto role = find_role(book_.roles,
                                            node.template value_exact<std::string>().value_or(""));
                return role.ok() && leads(role.value()) ? std::optional{role.value()}
                                                        : std::nullopt;
            });
    }

    /// Lower-case words joined by hyphens.
    [[nodiscard]] std::vector<std::string> words(std::string_view key) {
        std::vector<std::string> values;
        each(key, "a list of lower-case words joined by hyphens", [&](const toml::node& node) {
            values.push_back(node.value_exact<std::string>().value_or(""));
            return Slug::parse(values.back()).ok();
        });
        return values;
    }

    [[nodiscard]] About about() {
        About about{kinds("kinds"), words("groups")};
        for (const std::string& group : about.groups) {
            book_.references.push_back({"groups", group, label_, where("groups")});
        }
        return about;
    }

    [[nodiscard]] std::vector<ChairPattern> chair_patterns(std::string_view key) {
        std::vector<ChairPattern> patterns;
        each(key, "a list of tables such as {chair = 1, vice-chair = 1}",
             [&](const toml::node& node) {
                 patterns.emplace_back();
                 return read_pattern(node, patterns.back());
             });
        if (!table_.contains(key)) {
            fault(key, "is required, such as [{chair = 1}]; [] allows any leaders");
        }
        return patterns;
    }

    /// The tables under `key`, in the file's order.
    void each_table(std::string_view key, const std::function<void(Table&)>& read) {
        each(key, "a list of tables", [&](const toml::node& node) {
            if (!node.is_table()) {
                return false;
            }
            Table table{*node.as_table(), std::string{key}, book_};
            read(table);
            table.finish();
            return true;
        });
    }

    void fault(std::string_view key, const std::string& reason) {
        faulty_.emplace(key);
        book_.faults.add(where(key), fmt::format("{}: '{}' {}", label_, key, reason));
    }

    [[nodiscard]] bool is_faulty(std::string_view key) const { return faulty_.contains(key); }

    /// Checks that the id under `key` is unique in a list.
    void once(std::string_view key, const std::string& list, const std::string& id) {
        if (!faulty_.contains(key) && !book_.ids[list].insert(id).second) {
            fault(key, fmt::format("repeats '{}'", id));
        }
    }

    /// Checks that the text under `key` is an id in a list, which may come later in the file.
    [[nodiscard]] std::string reference(std::string_view key, const std::string& list) {
        std::string id = optional_text(key);
        if (!id.empty()) {
            book_.references.push_back({list, id, label_, where(key)});
        }
        return id;
    }

    /// A web address, which may be missing.
    [[nodiscard]] std::string optional_link(std::string_view key) {
        return seen(key) == nullptr || optional_text(key).empty() ? "" : link(key);
    }

    [[nodiscard]] std::string link(std::string_view key) {
        std::string url = text(key);
        if (!url.empty() && !parse_link(url).ok()) {
            fault(key, parse_link(url).fault().text());
        }
        return url;
    }

    /// The one table under `key`.
    void one_table(std::string_view key, const std::function<void(Table&)>& read) {
        const toml::node* node = seen(key);
        if (node == nullptr || !node->is_table()) {
            fault(key, fmt::format("needs a table [{}]", key));
            return;
        }
        Table table{*node->as_table(), std::string{key}, book_};
        read(table);
        table.finish();
    }

    /// Reports keys that were not read, which are probably typos.
    void finish() {
        for (const auto& [key, node] : table_) {
            if (seen_.contains(key.str())) {
                continue;
            }
            Nearest nearest{key.str()};
            for (const std::string& known : seen_) {
                nearest.offer(known, known);
            }
            book_.faults.add(key.source(), fmt::format("{}: unknown key '{}', {}", label_,
                                                       key.str(), nearest.question("remove it")));
        }
    }

private:
    [[nodiscard]] const toml::source_region& where(std::string_view key) const {
        const toml::node* node = table_.get(key);
        return node == nullptr ? table_.source() : node->source();
    }

    static std::optional<int> number_in(const toml::node& node, int least, int most) {
        const auto value = node.value_exact<std::int64_t>();
        return value && least <= *value && *value <= most ? std::optional{static_cast<int>(*value)}
                                                          : std::nullopt;
    }

    static bool is_one_line(std::string_view text) {
        return !has_control(text) && !has_bidirectional_control(text);
    }

    const toml::node* seen(std::string_view key) {
        seen_.emplace(key);
        return table_.get(key);
    }

    void each(std::string_view key, std::string_view wanted,
              const std::function<bool(const toml::node&)>& visit) {
        const toml::node* node = seen(key);
        if (node == nullptr) {
            return;
        }
        if (!node->is_array()) {
            fault(key, fmt::format("is {}", wanted));
            return;
        }
        for (const toml::node& element : *node->as_array()) {
            if (!visit(element)) {
                faulty_.emplace(key);
                book_.faults.add(element.source(),
                                 fmt::format("{}: '{}' is {}", label_, key, wanted));
            }
        }
    }

    /// The values that `parse` makes of the elements of a list; where it makes none, `otherwise`
    /// and a fault.
    template <class Value>
    std::vector<Value>
    list_of(std::string_view key, std::string_view wanted, const Value& otherwise,
            const std::function<std::optional<Value>(const toml::node&)>& parse) {
        std::vector<Value> values;
        each(key, wanted, [&](const toml::node& node) {
            const auto value = parse(node);
            values.push_back(value.value_or(otherwise));
            return value.has_value();
        });
        return values;
    }

    [[nodiscard]] bool read_pattern(const toml::node& node, ChairPattern& pattern) const {
        if (!node.is_table()) {
            return false;
        }
        for (const auto& [name, count] : *node.as_table()) {
            const auto role = find_role(book_.roles, name.str());
            const auto seats = count.value_exact<std::int64_t>();
            constexpr int most_seats = 99;
            if (!role.ok() || !leads(role.value()) || !seats || *seats < 1 || *seats > most_seats) {
                return false;
            }
            pattern[role.value()] = static_cast<int>(*seats);
        }
        return true;
    }

    const toml::table& table_;
    std::string label_;
    Book& book_;
    std::set<std::string, std::less<>> seen_;
    std::set<std::string, std::less<>> faulty_;
};

constexpr int most_people = 9999;
constexpr int most_days = 31;
constexpr int most_times = 366;
constexpr int most_leaders = 99;
constexpr int highest_edition = 999'999;

void read_head(Table& file, Handbook& handbook) {
    handbook.section_name = file.text("section_name");
    handbook.division = file.text("division");
    handbook.association = file.text("association");
    handbook.edition = file.optional_number("edition", 1, highest_edition).value_or(1);
    handbook.version = file.text("version");
    handbook.revised = file.optional_text("revised");
    handbook.purpose = file.text("purpose");
    handbook.objectives = file.texts("objectives");
    handbook.sister_sections = file.texts("sister_sections");
    static_cast<void>(file.optional_text("section"));
}

std::vector<Activity> read_activities(Table& table, const std::string& owner) {
    std::vector<Activity> activities;
    table.each_table("activities", [&](Table& activity) {
        activities.push_back({activity.slug("id"), activity.text("title"),
                              activity.optional_number("times", 1, most_times).value_or(1),
                              activity.reference("when", "events"), activity.flag("as_needed"),
                              activity.text("section")});
        activity.once("id", "activities of " + owner, activities.back().id.text());
    });
    return activities;
}

KindFacts read_kind(Table& table) {
    KindFacts facts;
    facts.kind = table.parsed<GroupKind>("id", parse_group_kind, GroupKind::committee);
    table.once("id", "kinds", std::string{word(facts.kind)});
    facts.title = table.text("title");
    facts.section = table.text("section");
    facts.appointed_by = table.text("appointed_by");
    facts.member_years = table.number("member_years", 1, Term::longest);
    facts.chair_years = table.number("chair_years", 1, Term::longest);
    facts.chair_patterns = table.chair_patterns("chair_patterns");
    facts.least_leaders = table.optional_number("least_leaders", 0, most_leaders).value_or(0);
    if (facts.least_leaders > 0 && !facts.chair_patterns.empty()) {
        table.fault("least_leaders", "requires an empty chair_patterns");
    }
    facts.activities = read_activities(table, std::string{word(facts.kind)});
    return facts;
}

/// A key that the measure does not use would be ignored, so it is a fault.
void check_keys_of_measure(Table& table, const Rule& rule) {
    const std::string_view own = info_of(rule.measure).key;
    const auto require = [&](std::string_view key, bool is_set) {
        if (is_set && key != own) {
            std::string words;
            for (const MeasureInfo& info : all_measures()) {
                if (info.key == key) {
                    words += fmt::format("{}\"{}\"", words.empty() ? "" : " or ",
                                         info.measure.word());
                }
            }
            table.fault(key, fmt::format("requires measure = {}", words));
        }
    };
    require("should_for", !rule.should_for.empty());
    require("types", !rule.types.empty());
    require("day", rule.day.has_value());
    if (rule.measure != measure::appointed_by) {
        return;
    }
    constexpr int months = 12;
    if (!rule.at_most || *rule.at_most < 1 || *rule.at_most > months) {
        table.fault("at_most", "must be the month by which appointments are made, 1 to 12");
    }
}

void check_bounds(Table& table, const Rule& rule) {
    const Bound bound = info_of(rule.measure).bound;
    if (bound == Bound::any && !rule.at_least && !rule.at_most) {
        table.fault("measure", "needs 'at_least' or 'at_most' as well");
    }
    if (bound == Bound::most && (!rule.at_most || rule.at_least)) {
        table.fault("measure", "needs 'at_most', and has no 'at_least'");
    }
    if (bound == Bound::least && (!rule.at_least || rule.at_most)) {
        table.fault("measure", "needs 'at_least', and has no 'at_most'");
    }
}

Rule read_rule(Table& table) {
    const auto measure_named = [](std::string_view text) -> Outcome<Measure> {
        const auto measure = parse_measure(text);
        return measure ? Outcome<Measure>{*measure}
                       : Outcome<Measure>{Fault{"is not a measure", ""}};
    };
    const auto strength_named = [](std::string_view text) -> Outcome<Strength> {
        if (text == "must" || text == "should") {
            return text == "must" ? Strength::must : Strength::should;
        }
        return Fault{"must be \"must\" or \"should\"", ""};
    };
    Rule rule{table.slug("id"),
              table.text("section"),
              table.parsed<Measure>("measure", measure_named, measure::chair_pattern),
              table.parsed<Strength>("strength", strength_named, Strength::should),
              table.kinds("kinds"),
              table.roles("should_for"),
              table.reference("venue", "venues"),
              table.words("types"),
              table.optional_number("at_least", 0, most_people),
              table.optional_number("at_most", 0, most_people),
              table.optional_number("day", 1, most_days),
              table.text("says")};
    table.once("id", "rules", rule.id.text());
    check_bounds(table, rule);
    if (rule.at_least && rule.at_most && *rule.at_least > *rule.at_most) {
        table.fault("at_least", "is more than 'at_most'");
    }
    check_keys_of_measure(table, rule);
    return rule;
}

GroupFacts read_group(Table& table) {
    const std::string name = table.text("name");
    const auto slug = Slug::of_name(name);
    if (!name.empty() && !slug.ok()) {
        table.fault("name", slug.fault().text());
    }
    GroupFacts facts{slug.ok() ? slug.value() : Slug::parse("unnamed").value(),
                     name,
                     table.parsed<GroupKind>("kind", parse_group_kind, GroupKind::committee),
                     table.text("section"),
                     table.flag("described", true),
                     table.optional_text("charge"),
                     {},
                     table.optional_text("remark"),
                     table.optional_link("link")};
    table.once("name", "groups", facts.slug.text());
    facts.activities = read_activities(table, facts.slug.text());
    return facts;
}

ChecklistItem read_item(Table& table) {
    ChecklistItem item{table.slug("id"),
                       table.month("month"),
                       table.text("title"),
                       table.kinds("audience"),
                       table.flag("optional"),
                       table.text("section"),
                       table.optional_text("tells")};
    table.once("id", "checklist", item.id.text());
    if (!item.tells.empty() && !parse_item_progress(item.tells)) {
        table.fault("tells", "must be \"reports\", \"leaders\", \"meetings\", "
                             "\"proposals:VENUE\" or empty");
    }
    return item;
}

ReportRule read_report(Table& table) {
    ReportRule report;
    report.month = table.month("month");
    if (const auto day = table.optional_number("day", 1, most_days)) {
        report.day = static_cast<unsigned>(*day);
    }
    report.title = table.text("title");
    report.kinds = table.kinds("kinds");
    report.may_submit = table.kinds("may_submit");
    report.section = table.text("section");
    for (const GroupKind kind : report.kinds) {
        table.once("month", fmt::format("reports of a {}", display_text(kind)),
                   std::string{month_name(report.month)});
    }
    return report;
}

/// The value of an enum that a text names.
template <class Value, std::size_t size>
std::function<Outcome<Value>(std::string_view)> one_of(const std::array<Value, size>& values) {
    return [values](std::string_view text) -> Outcome<Value> {
        std::vector<std::string> words;
        for (const Value value : values) {
            if (text == word(value)) {
                return value;
            }
            words.emplace_back(word(value));
        }
        return Fault{"must be " + listed_all(words), ""};
    };
}

Reminder read_reminder(Table& table) {
    Reminder reminder;
    reminder.kind = table.parsed<ReminderKind>("about", one_of(all_reminder_kinds),
                                               ReminderKind::report_due);
    reminder.days_before = table.days("days_before");
    reminder.days_after = table.days("days_after");
    reminder.months = table.months("months");
    reminder.repeat_days = table.optional_number("repeat_days", 1, most_times);
    reminder.to = table.parsed<ReminderTo>(
        "to", one_of(std::array{ReminderTo::leaders, ReminderTo::team, ReminderTo::person}),
        ReminderTo::leaders);
    reminder.copy_leaders = table.flag("copy_leaders");
    reminder.kinds = table.kinds("kinds");
    reminder.section = table.text("section");
    table.once("about", "reminders", std::string{word(reminder.kind)});
    if (reminder.to == ReminderTo::person && reminder.kind != ReminderKind::term_ending) {
        table.fault("to", "can be \"person\" only about \"term-ending\"");
    }
    return reminder;
}

/// A role as the file describes it, before it is known whether the roles fit together.
struct RoleInFile {
    std::string id;
    std::string title;
    std::string plural;
    std::vector<std::string> words;
    bool leads = false;
    bool deputy = false;
    bool counts = true;
};

RoleInFile read_role(Table& table, std::map<std::string, std::string>& owners) {
    RoleInFile role{.id = table.slug("id").text(),
                    .title = table.text("title"),
                    .plural = table.optional_text("plural"),
                    .words = table.texts("words"),
                    .leads = table.flag("leads"),
                    .deputy = table.flag("deputy"),
                    .counts = table.flag("counts", true)};
    constexpr std::size_t longest_id = 40;
    static_cast<void>(table.optional_text("section"));
    table.once("id", "roles", role.id);
    if (role.id.size() > longest_id) {
        table.fault("id", fmt::format("is longer than {} characters", longest_id));
    }
    if (role.plural.empty()) {
        role.plural = role.title + "s";
    }
    if (role.deputy && !role.leads) {
        table.fault("deputy", "requires leads = true");
    }
    if (role.leads && !role.counts) {
        table.fault("counts", "must be true for a role that leads");
    }
    if (role.id == word(Role::member) && (role.leads || !role.counts)) {
        table.fault("id", "must neither lead nor be left out of the size for \"member\"");
    }
    std::vector<std::string> names{role.id, role.title, role.plural};
    append(names, role.words);
    for (const std::string& name : names) {
        const auto [owner, is_new] = owners.try_emplace(role_key(name), role.id);
        if (!is_new && owner->second != role.id) {
            table.fault("words", fmt::format("and titles must mean one role each, but '{}' means "
                                             "'{}' and '{}'",
                                             name, owner->second, role.id));
        }
    }
    return role;
}

/// Those who lead come first, those who do not count last, otherwise in the order of the file.
std::vector<Role> in_roster_order(std::vector<RoleInFile> roles) {
    std::ranges::stable_sort(roles, {}, [](const RoleInFile& role) {
        return std::pair{!role.leads, !role.counts};
    });
    std::vector<Role> ordered;
    for (const RoleInFile& role : roles) {
        const std::vector<std::string_view> words(role.words.begin(), role.words.end());
        ordered.push_back(role_with({.id = role.id,
                                     .title = role.title,
                                     .plural = role.plural,
                                     .words = words,
                                     .leads = role.leads,
                                     .deputy = role.deputy,
                                     .counts = role.counts,
                                     .place = static_cast<int>(ordered.size())}));
    }
    return ordered;
}

void read_roles(Table& file, Book& book, Handbook& handbook) {
    std::map<std::string, std::string> owners;    // of the words
    std::vector<RoleInFile> roles;
    file.each_table("roles", [&](Table& table) { roles.push_back(read_role(table, owners)); });
    if (!roles.empty()) {
        const auto has = [&](const auto& is_wanted) {
            return std::ranges::any_of(roles, is_wanted);
        };
        if (!has([](const RoleInFile& role) { return role.id == word(Role::member); })) {
            file.fault("roles", "lacks 'member'");
        }
        if (!has([](const RoleInFile& role) { return role.leads && !role.deputy; })) {
            file.fault("roles", "lacks a role with leads = true that is not a deputy");
        }
        handbook.roles = in_roster_order(std::move(roles));
    }
    book.roles = handbook.roles;
}

void read_lists(Table& file, Handbook& handbook) {
    const auto read = [&](std::string_view key, auto& list, const auto& read_one) {
        file.each_table(key, [&](Table& table) { list.push_back(read_one(table)); });
    };
    read("kinds", handbook.kinds, read_kind);
    read("rules", handbook.rules, read_rule);
    read("groups", handbook.groups, read_group);
    read("checklist", handbook.checklist, read_item);
    read("reports", handbook.reports, read_report);
    file.each_table("venues", [&](Table& table) {
        handbook.venues.push_back({table.slug("id"), table.text("title"), table.months("finalize"),
                                   table.months("submit"), table.words("types"),
                                   table.text("section")});
        table.once("id", "venues", handbook.venues.back().id.text());
    });
    file.each_table("events", [&](Table& table) {
        handbook.events.push_back(
            {table.slug("id"), table.text("title"), table.text("when"), table.text("section")});
        const std::string& when = handbook.events.back().when;
        table.once("id", "events", handbook.events.back().id.text());
        if (!when.empty() && when != "first-full-week-of-march" && when != "set-by-year") {
            table.fault("when",
                        fmt::format("is '{}' but must be first-full-week-of-march or set-by-year",
                                    when));
        }
    });
    read("reminders", handbook.reminders, read_reminder);
    read("facts", handbook.facts, [](Table& table) {
        return Fact{table.text("section"), table.text("topic"), table.text("text"), table.about()};
    });
    read("links", handbook.links, [](Table& table) {
        return Link{table.text("title"), table.link("url"), table.text("section"), table.about()};
    });
    file.each_table("notes", [&](Table& table) {
        handbook.notes.push_back({table.slug("id"), table.texts("sections"),
                                  table.texts("readings"), table.text("uses"), table.about()});
        table.once("id", "notes", handbook.notes.back().id.text());
    });
}

/// Checks that every kind of group is described and every reference is valid.
void check_whole(Table& file, const Book& book) {
    const auto known = [&](const std::string& list, const std::string& id) {
        const auto ids = book.ids.find(list);
        return ids != book.ids.end() && ids->second.contains(id);
    };
    for (const GroupKind kind : all_group_kinds) {
        if (!known("kinds", std::string{word(kind)})) {
            file.fault("kinds", fmt::format("lacks '{}'", word(kind)));
        }
    }
    for (const auto& [list, id, label, where] : book.references) {
        if (!file.is_faulty(list) && !known(list, id)) {
            book.faults.add(where,
                            fmt::format("{}: there is no '{}' among the {}", label, id, list));
        }
    }
}

toml::table parse_file(std::string_view text, const std::string& name) {
    const auto refuse = [&](const std::string& what) {
        return RefusedError{what, std::string{see_docs}};
    };
    if (text.size() > longest_file) {
        throw refuse(fmt::format("{} is larger than 4 MB", name));
    }
    if (const auto fault = toml_fault(text)) {
        throw refuse(fmt::format("{}:{}: {}", name, fault->line, fault->reason));
    }
    try {
        return toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        throw refuse(
            fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()));
    }
}

/// Checks that items that show proposals name venues of the handbook.
void check_item_venues(Table& file, const Handbook& handbook) {
    for (const ChecklistItem& item : handbook.checklist) {
        const auto progress = parse_item_progress(item.tells);
        const bool has_venue = progress && progress->kind == ItemProgress::Kind::proposals;
        if (has_venue && handbook.venue(progress->venue) == nullptr) {
            file.fault("checklist",
                       fmt::format("shows the proposals for '{}' in '{}', and there is "
                                   "no such venue",
                                   progress->venue, item.id.text()));
        }
    }
}

/// Checks that the types that rules count are types of their venues.
void check_types(Table& file, const Handbook& handbook) {
    for (const Rule& rule : handbook.rules) {
        const Venue* venue = handbook.venue(rule.venue);
        for (const std::string& type : rule.types) {
            if (venue != nullptr && !contains(venue->types, type)) {
                file.fault(
                    "rules",
                    fmt::format("lists the type '{}' for '{}', but its venue '{}' has no such type",
                                type, rule.id.text(), rule.venue));
            }
        }
    }
}

}    // namespace

Handbook read_handbook(std::string_view toml, const std::string& name) {
    const toml::table parsed = parse_file(toml, name);
    Faults faults{name};
    Book book{faults, {}, {}, {}};
    Table file{parsed, "the file", book};
    Handbook handbook;
    file.one_table("handbook", [&](Table& head) { read_head(head, handbook); });
    read_roles(file, book, handbook);
    read_lists(file, handbook);
    file.finish();
    check_whole(file, book);
    check_types(file, handbook);
    check_item_venues(file, handbook);
    faults.throw_if_any();
    return handbook;
}

}    // namespace lmsection::app
