// A build tool: embed_handbook HANDBOOK.toml OUTPUT.cpp reads the handbook and writes C++ that
// initializes the same `Handbook`, so that commands do not parse TOML at startup. Errors in the
// handbook fail the build, with their line numbers.
#include "lmsection/app/handbook_toml.hpp"

#include <fmt/format.h>

#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace lmsection {

namespace {

// The members of each structure, in the order of their declaration. A test compares the generated
// handbook with its TOML, so it finds a missing member.
auto members(const Rule& rule) {
    return std::tie(rule.id, rule.section, rule.measure, rule.strength, rule.kinds, rule.should_for,
                    rule.venue, rule.types, rule.at_least, rule.at_most, rule.day, rule.says);
}
auto members(const Activity& activity) {
    return std::tie(activity.id, activity.title, activity.times, activity.when, activity.as_needed,
                    activity.section);
}
auto members(const KindFacts& facts) {
    return std::tie(facts.kind, facts.title, facts.section, facts.appointed_by, facts.member_years,
                    facts.chair_years, facts.chair_patterns, facts.least_leaders, facts.activities);
}
auto members(const GroupFacts& facts) {
    return std::tie(facts.slug, facts.name, facts.kind, facts.section, facts.described,
                    facts.charge, facts.activities, facts.remark, facts.link);
}
auto members(const ChecklistItem& item) {
    return std::tie(item.id, item.month, item.title, item.audience, item.optional, item.section,
                    item.tells);
}
auto members(const ReportRule& rule) {
    return std::tie(rule.month, rule.day, rule.title, rule.kinds, rule.section, rule.may_submit);
}
auto members(const Venue& venue) {
    return std::tie(venue.id, venue.title, venue.finalize, venue.submit, venue.types,
                    venue.section);
}
auto members(const Event& event) {
    return std::tie(event.id, event.title, event.when, event.section);
}
auto members(const Reminder& reminder) {
    return std::tie(reminder.kind, reminder.days_before, reminder.days_after, reminder.months,
                    reminder.repeat_days, reminder.to, reminder.copy_leaders, reminder.kinds,
                    reminder.section);
}
auto members(const About& about) {
    return std::tie(about.kinds, about.groups);
}
auto members(const Fact& fact) {
    return std::tie(fact.section, fact.topic, fact.text, fact.about);
}
auto members(const Link& link) {
    return std::tie(link.title, link.url, link.section, link.about);
}
auto members(const Note& note) {
    return std::tie(note.id, note.sections, note.readings, note.uses, note.about);
}
auto members(const Handbook& book) {
    return std::tie(book.section_name, book.division, book.association, book.edition, book.version,
                    book.revised, book.purpose, book.objectives, book.sister_sections, book.kinds,
                    book.rules, book.groups, book.checklist, book.reports, book.venues, book.events,
                    book.facts, book.links, book.notes, book.reminders);
}

template <class T>
concept Structure = requires(const T& value) {
    members(value);
};

template <class T>
struct Named {
    std::string_view name;
};
// The types that the generated code names: structures that are in lists, and enumerations.
constexpr std::tuple type_names{Named<Rule>{"Rule"},
                                Named<Activity>{"Activity"},
                                Named<KindFacts>{"KindFacts"},
                                Named<GroupFacts>{"GroupFacts"},
                                Named<ChecklistItem>{"ChecklistItem"},
                                Named<ReportRule>{"ReportRule"},
                                Named<Venue>{"Venue"},
                                Named<Event>{"Event"},
                                Named<Reminder>{"Reminder"},
                                Named<Fact>{"Fact"},
                                Named<Link>{"Link"},
                                Named<Note>{"Note"},
                                Named<GroupKind>{"GroupKind"},
                                Named<Strength>{"Strength"},
                                Named<ReminderKind>{"ReminderKind"},
                                Named<ReminderTo>{"ReminderTo"}};
template <class T>
constexpr std::string_view name_of = std::get<Named<T>>(type_names).name;

std::string raw_literal(std::string_view text) {
    constexpr std::string_view mark = "embedded";
    if (text.find(fmt::format("){}\"", mark)) != std::string_view::npos) {
        throw StoreError{"the handbook contains the mark that ends a raw string", "reword it"};
    }
    return fmt::format("R\"{0}({1}){0}\"", mark, text);
}

/// Writes values as C++ initializers, in braces where the context gives the type.
class Initializer {
public:
    void add(bool value) { out_ += value ? "true" : "false"; }
    void add(int value) { out_ += std::to_string(value); }
    void add(unsigned value) { out_ += fmt::format("{}U", value); }
    void add(date::month value) {
        out_ += fmt::format("date::month{{{}U}}", static_cast<unsigned>(value));
    }
    void add(const std::string& text) { out_ += text.empty() ? "{}" : raw_literal(text); }
    void add(Measure measure) { out_ += fmt::format("Measure{{{}}}", raw_literal(measure.word())); }
    void add(const Slug& slug) { out_ += fmt::format("slug({})", raw_literal(slug.text())); }
    void add(Role role) { out_ += fmt::format("built_in_role({})", raw_literal(word(role))); }
    template <class T>
    requires std::is_enum_v<T>
    void add(T value) { out_ += fmt::format("{}{{{}}}", name_of<T>, static_cast<int>(value)); }
    template <class T>
    void add(const std::optional<T>& value) {
        if (value) {
            add(*value);
        } else {
            out_ += "{}";
        }
    }
    void add(const ChairPattern& pattern) {
        out_ += "ChairPattern{";
        for (const auto& [role, count] : pattern) {
            out_ += "{";
            item(role);
            item(count);
            out_ += "},";
        }
        out_ += "}";
    }
    void add(const std::vector<std::string>& values) {
        out_ += "texts({";
        for (const std::string& value : values) {
            out_ += raw_literal(value) + ", ";
        }
        out_ += "})";
    }
    template <class T>
    void add(const std::vector<T>& values) {
        out_ += "{";
        items(values);
        out_ += "}";
    }
    template <Structure T>
    void add(const std::vector<T>& values) {
        if (values.empty()) {
            out_ += "{}";
            return;
        }
        out_ += fmt::format("list<{}>({{", name_of<T>);
        items(values);
        out_ += "})";
    }
    template <Structure T>
    void add(const T& value) {
        out_ += "{";
        std::apply([this](const auto&... member) { (this->item(member), ...); }, members(value));
        out_ += "}";
    }
    [[nodiscard]] const std::string& written() const { return out_; }

private:
    template <class T>
    void items(const std::vector<T>& values) {
        for (const T& value : values) {
            item(value);
        }
    }
    template <class T>
    void item(const T& value) {
        add(value);
        out_ += ",\n";
    }

    std::string out_;
};

std::string content_of(const char* file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

template <class T>
std::string initializer(const T& value) {
    Initializer whole;
    whole.add(value);
    return whole.written();
}

/// The generated file. The notes are separate, since they are long and only `handbook` shows them.
/// The helpers are noinline because inlining them makes the file slow to compile.
std::string source(std::string_view text, Handbook handbook) {
    const std::vector<Note> notes = std::exchange(handbook.notes, {});
    return fmt::format(R"(#include "lmsection/app/handbook_toml.hpp"

#include <cstddef>
#include <iterator>

namespace lmsection::app {{

namespace {{

[[gnu::noinline]] Slug slug(const char* text) {{
    return Slug::parse(text).value();
}}

[[gnu::noinline]] std::vector<std::string> texts(std::initializer_list<const char*> literals) {{
    return {{literals.begin(), literals.end()}};
}}

// Moves the values; a vector's own initializer list would copy them.
template <class T, std::size_t size>
[[gnu::noinline]] std::vector<T> list(T (&&values)[size]) {{
    return {{std::make_move_iterator(std::begin(values)), std::make_move_iterator(std::end(values))}};
}}

}}    // namespace

std::string_view built_in_handbook_text() {{
    return {};
}}

Handbook built_in_handbook() {{
    return {};
}}

std::vector<Note> built_in_notes() {{
    return {};
}}

int built_in_edition() {{
    return {};
}}

}}    // namespace lmsection::app
)",
                       raw_literal(text), initializer(handbook), initializer(notes),
                       handbook.edition);
}

void embed(const char* input, const char* output) {
    const std::string text = content_of(input);
    const std::string content = source(text, app::read_handbook(text, input));
    if (content == content_of(output)) {
        return;    // unchanged, so nothing is recompiled
    }
    std::ofstream written{output};
    written << content;
    written.close();
    if (!written) {
        throw StoreError{"the source file cannot be written", "check the folder"};
    }
}

}    // namespace

}    // namespace lmsection

int main(int count, char** words) {
    constexpr int argument_count = 3;
    try {
        if (count != argument_count) {
            throw lmsection::UsageError{"expected two files", "HANDBOOK.toml OUTPUT.cpp"};
        }
        lmsection::embed(words[1], words[2]);
        return 0;
    } catch (const lmsection::Error& error) {
        for (const lmsection::Fault& fault : error.faults()) {
            std::cerr << fault.text() << '\n';
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
    }
    return 1;
}
