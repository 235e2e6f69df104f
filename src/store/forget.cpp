#include "lmsection/store/forget.hpp"

#include "changeset_reader.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/table.hpp"
#include "lmsection/store/table_info.hpp"
#include "lmsection/store/transaction.hpp"
#include "person_trace.hpp"
#include "query.hpp"
#include "row_name.hpp"
#include "value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace lmsection::store {

namespace {

constexpr std::string_view history_entries = "entries of the history";

bool is_slug_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/// The runs of letters, digits and hyphens in a text that could be slugs.
void each_slug_in(std::string_view text, const std::function<void(std::string_view)>& visit) {
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && is_slug_letter(text[end])) {
            ++end;
        }
        if (end > begin) {
            visit(text.substr(begin, end - begin));
        }
        begin = end + 1;
    }
}

/// Slugs that contain a name of the person, and what replaces them.
class SlugChanges {
public:
    explicit SlugChanges(const MentionFinder& finder) : finder_(finder) {}

    /// A slug in use; `name`: the name that it may be made from.
    void add(const std::string& slug, std::string_view name = "") {
        names_[slug].insert(std::string{name});
    }

    /// Chooses new slugs, once all are added.
    void choose() {
        for (const auto& [slug, names] : names_) {
            const std::string wanted = without_person(slug, names);
            if (wanted != slug) {
                changed_.emplace(slug, unused(wanted));
            }
        }
    }

    [[nodiscard]] std::vector<std::string> unchanged() const {
        std::vector<std::string> slugs;
        for (const auto& [slug, names] : names_) {
            if (!changed_.contains(slug)) {
                slugs.push_back(slug);
            }
        }
        return slugs;
    }

    /// The text with slugs replaced wherever they occur.
    [[nodiscard]] std::string apply(std::string_view text) const {
        if (changed_.empty()) {
            return std::string{text};
        }
        std::string result;
        std::size_t from = 0;
        each_slug_in(text, [&](std::string_view part) {
            const auto found = changed_.find(part);
            const auto at = static_cast<std::size_t>(part.data() - text.data());
            if (found != changed_.end()) {
                result += text.substr(from, at - from);
                result += found->second;
                from = at + part.size();
            }
        });
        return result += text.substr(from);
    }

private:
    [[nodiscard]] std::string without_person(const std::string& slug,
                                             const std::set<std::string>& names) const {
        for (const std::string& name : names) {
            if (is_made_from(slug, name)) {
                const std::string cleaned_text = without_mentions(name, finder_.find(name));
                const auto made = Slug::of_name(cleaned_text);
                return cleaned_text == name ? slug
                       : made.ok()          ? made.value().text()
                                            : "former-member";
            }
        }
        return without_mentions(slug, finder_.find_in_slug(slug));
    }

    /// Whether a slug was made from a name, possibly with a number to make it unique.
    static bool is_made_from(std::string_view slug, const std::string& name) {
        const auto made = Slug::of_name(name);
        return made.ok() && slug.starts_with(made.value().text()) &&
               slug.substr(made.value().text().size()).find_first_not_of("-0123456789") ==
                   std::string_view::npos;
    }

    [[nodiscard]] std::string unused(const std::string& wanted) {
        constexpr std::size_t longest = 80;
        constexpr std::size_t longest_number = 6;
        std::string slug = wanted;
        for (int number = 2; names_.contains(slug) || taken_.contains(slug); ++number) {
            slug = fmt::format("{}-{}", wanted.substr(0, longest - longest_number), number);
        }
        taken_.insert(slug);
        return slug;
    }

    const MentionFinder& finder_;
    std::map<std::string, std::set<std::string>, std::less<>> names_;
    std::map<std::string, std::string, std::less<>> changed_;
    std::set<std::string> taken_;
};

/// Finds and erases a person's data in values. The result depends only on the value and its column,
/// so that records and their history stay consistent.
class ValueEraser {
public:
    ValueEraser(const Reader& database, const PersonTraces& traces, const ForgetRules& rules)
        : rules_(rules), slugs_(finder_) {
        add_own_names(traces);
        for (const PersonTraces::Other& other : traces.others()) {
            add_other(other);
        }
        choose_slugs(database);
    }
    ValueEraser(const ValueEraser&) = delete;
    ValueEraser& operator=(const ValueEraser&) = delete;

    /// `about`: whether the record is about the person.
    Value erased(const TableInfo& table, const ColumnInfo& column, bool about, const Value& value) {
        if (about && column.personal) {
            return erased_personal(table, column, value);
        }
        if (about && column.use == ColumnUse::search_key) {
            return column.name.starts_with("email") ? Value{} : Value{folded(forgotten_name)};
        }
        const auto* text = std::get_if<std::string>(&value);
        return text == nullptr || text->empty() ? value : erased_in(table, column, *text);
    }

    /// A text without the person's names and addresses.
    std::string cleaned(std::string_view text) {
        const std::string renamed = slugs_.apply(text);
        const auto mentions = finder_.find(renamed);
        for (const Mention& mention : mentions) {
            if (mention.doubt != Doubt::none) {
                doubts_.insert(mention.doubt);
            }
        }
        return without_mentions(renamed, mentions);
    }

    /// The doubts that came up since the last call.
    [[nodiscard]] std::set<Doubt> take_doubts() { return std::exchange(doubts_, {}); }
    /// Names that are too short to search for.
    [[nodiscard]] const std::set<std::string>& short_names() const { return short_names_; }

private:
    void add_own_names(const PersonTraces& traces) {
        const Identity& identity = traces.identity();
        for (const std::string& name : identity.names) {
            name_keys_.insert(folded(name));
            if (is_too_short_to_find(name)) {
                short_names_.insert(name);
            } else {
                finder_.add_name(name, rules_.doubt_about(name, !identity.addresses.empty()));
            }
        }
        for (const std::string& address : identity.addresses) {
            const std::string key = lower_case(is_utf8(address) ? address : harmless(address));
            bool shared = false;
            for (const PersonTraces::Other& other : traces.others()) {
                shared = shared ||
                         (other.on_record && std::any_of(other.identity.addresses.begin(),
                                                         other.identity.addresses.end(),
                                                         [&](const std::string& theirs) {
                                                             return is_utf8(theirs) &&
                                                                    lower_case(theirs) == key;
                                                         }));
            }
            finder_.add_address(address, shared ? Doubt::shared : Doubt::none);
            if (!shared) {
                addresses_.insert(key);
            }
        }
    }

    void add_other(const PersonTraces::Other& other) {
        for (const std::string& name : other.identity.names) {
            if (other.on_record) {
                name_keys_.erase(folded(name));
            }
        }
        // A name that someone had by mistake is not a reason for doubt.
        const Doubt if_same = other.on_record ? Doubt::shared : Doubt::none;
        for (const std::string& name : other.identity.names) {
            finder_.add_other(name, if_same);
        }
        for (const std::string& address : other.identity.addresses) {
            finder_.add_other(address, Doubt::none);
        }
    }

    void choose_slugs(const Reader& database) {
        for (const TableInfo& table : all_tables()) {
            for (const ColumnInfo& column : table.columns) {
                if (column.use == ColumnUse::slug) {
                    add_slugs(database, table, column);
                } else if (column.use == ColumnUse::document) {
                    add_slugs_of_document(database, table, column);
                }
            }
        }
        add_slugs_of_history(database);
        slugs_.choose();
        for (const std::string& slug : slugs_.unchanged()) {
            finder_.add_other(slug, Doubt::none);
        }
    }

    /// In a table with slugs, the first free text column is the name they are made from.
    static const ColumnInfo& named_by(const TableInfo& table) {
        return *std::find_if(table.columns.begin(), table.columns.end(),
                             [](const auto& column) { return column.use == ColumnUse::text; });
    }

    void add_slugs(const Reader& database, const TableInfo& table, const ColumnInfo& column) {
        Query query{database,
                    fmt::format("SELECT {}, {} FROM {}", identifier(column.name),
                                identifier(named_by(table).name), identifier(table.name))};
        while (query.step()) {
            slugs_.add(query.string(0), query.text(1));
        }
    }

    void add_slugs_of_document(const Reader& database, const TableInfo& table,
                               const ColumnInfo& column) {
        Query query{database, fmt::format("SELECT {} FROM {}", identifier(column.name),
                                          identifier(table.name))};
        while (query.step()) {
            each_slug_in(query.text(0), [&](std::string_view slug) {
                if (!finder_.find_in_slug(slug).empty()) {
                    slugs_.add(std::string{slug});
                }
            });
        }
    }

    void add_slugs_of_history(const Reader& database) {
        Query query{database, "SELECT changes FROM history"};
        while (query.step()) {
            ChangesetReader reader{query.blob(0)};
            while (reader.next()) {
                const TableInfo* table = table_info(reader.row().table);
                const auto slug = table == nullptr ? std::nullopt : table->column("slug");
                if (slug && table->columns[*slug].use == ColumnUse::slug) {
                    const auto name = *table->column(named_by(*table).name);
                    for (const auto* values : {&reader.row().before, &reader.row().after}) {
                        const auto text = values->empty() ? std::nullopt : (*values)[*slug].text();
                        if (text) {
                            slugs_.add(*text, (*values)[name].text().value_or(""));
                        }
                    }
                }
            }
        }
    }

    static Value erased_personal(const TableInfo& table, const ColumnInfo& column,
                                 const Value& value) {
        const auto* text = std::get_if<std::string>(&value);
        if (column.use == ColumnUse::person_name && text != nullptr) {
            return std::string{forgotten_name};
        }
        if (column.use == ColumnUse::word) {
            return text == nullptr ? value : Value{std::string{}};
        }
        if (column.use != ColumnUse::text) {
            return {};
        }
        // Whether a term has a reason, or a step a note, is not personal.
        const bool whole = table.name == "people" || table.name == "volunteers";
        return text == nullptr || text->empty() ? value
               : whole                          ? Value{std::string{}}
                                                : Value{std::string{erased_text}};
    }

    Value erased_in(const TableInfo& table, const ColumnInfo& column, const std::string& text) {
        const bool of_people = table.name == "people";
        switch (column.use) {
        case ColumnUse::text:
        case ColumnUse::link: return cleaned(text);
        case ColumnUse::person_name: return of_people ? text : cleaned(text);
        case ColumnUse::slug:
        case ColumnUse::word: return slugs_.apply(text);
        case ColumnUse::search_key:
            if (!of_people &&
                name_keys_.contains(text)) {    // a record that was temporarily theirs
                return folded(forgotten_name);
            }
            [[fallthrough]];
        case ColumnUse::email:    // an address that was theirs earlier or later
            return of_people && is_utf8(text) && addresses_.contains(lower_case(text))
                       ? Value{}
                       : Value{text};
        case ColumnUse::document: return cleaned_document(text);
        default: return text;
        }
    }

    std::string cleaned_document(const std::string& text) {
        std::string cleaned_text = cleaned(text);
        return cleaned_text == text || rules_.is_handbook(cleaned_text) ? cleaned_text : text;
    }

    const ForgetRules& rules_;
    MentionFinder finder_;
    SlugChanges slugs_;
    std::set<std::string> addresses_;    ///< in lower case; only those that no one else has
    std::set<std::string> name_keys_;    ///< folded names that no one else has
    std::set<std::string> short_names_;
    std::set<Doubt> doubts_;
};

std::string place(const Reader& database, const TableInfo& table, std::int64_t id,
                  std::string_view column) {
    const bool is_only_one = table.label.front().empty();
    const std::string label =
        is_only_one ? "" : " " + name_of_row(database, std::string{table.name}, std::to_string(id));
    return fmt::format("{}{}: {}", table.noun, label, column);
}

/// Erases a person from the records of all tables except the history.
class RecordEraser {
public:
    RecordEraser(Writer& database, const PersonTraces& traces, ValueEraser& values)
        : database_(database), traces_(traces), values_(values) {
        Query query{database, "SELECT toml FROM handbook"};
        handbook_ = query.step() ? query.string(0) : "";
    }

    void run() {
        for (const TableInfo& table : all_tables()) {
            const bool has_id = table.columns.front().use == ColumnUse::id;
            if (has_id && table.name != "history") {
                erase_table(table);
            }
        }
    }

    [[nodiscard]] std::int64_t records_about(std::string_view table) const {
        const auto found = about_.find(table);
        return found == about_.end() ? 0 : found->second;
    }
    [[nodiscard]] const std::vector<ForgetLine>& texts() const { return texts_; }

private:
    struct Change {
        std::int64_t id;
        std::vector<std::pair<std::size_t, Value>> values;
    };
    struct Place {
        std::int64_t id;
        std::string_view column;
        std::set<Doubt> doubts;    ///< none: erased
    };

    void erase_table(const TableInfo& table) {
        if (table.only_personal) {
            remove_theirs(table);
        }
        std::vector<std::string> names;
        for (const ColumnInfo& column : table.columns) {
            names.push_back(identifier(column.name));
        }
        std::vector<Change> changes;
        std::vector<Place> places;
        Query query{database_, fmt::format("SELECT {} FROM {}", fmt::join(names, ", "),
                                           identifier(table.name))};
        while (query.step()) {
            const auto changed = changes_of(table, query, places);
            if (!changed.values.empty()) {
                changes.push_back(changed);
            }
        }
        for (const Change& change : changes) {
            write(table, change);
        }
        for (const Place& at : places) {
            report(table, at);
        }
    }

    void remove_theirs(const TableInfo& table) const {
        std::vector<std::int64_t> theirs;
        Query query{database_, fmt::format("SELECT id, {} FROM {}", identifier(table.person),
                                           identifier(table.name))};
        while (query.step()) {
            if (traces_.is_about_them(table, query.number(0),
                                      query.optional_number(1).value_or(0))) {
                theirs.push_back(query.number(0));
            }
        }
        const auto sql = fmt::format("DELETE FROM {} WHERE id = ?1", identifier(table.name));
        for (const std::int64_t id : theirs) {
            Update{database_, sql}.bind(1, id).run();
        }
    }

    Change changes_of(const TableInfo& table, const Query& query, std::vector<Place>& places) {
        Change change{query.number(0), {}};
        const auto person = table.column(table.person);
        const bool about = person &&
                           traces_.is_about_them(
                               table, change.id,
                               query.optional_number(static_cast<int>(*person)).value_or(0));
        about_[table.name] += about ? 1 : 0;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const ColumnInfo& column = table.columns[i];
            const Value before = value_at(query, static_cast<int>(i));
            Value after = values_.erased(table, column, about, before);
            const bool is_own = about && (column.personal || column.use == ColumnUse::search_key);
            if (const auto doubts = values_.take_doubts(); matters(doubts, before)) {
                places.push_back({change.id, column.name, doubts});
            }
            if (after != before) {
                change.values.emplace_back(i, std::move(after));
                if (!is_own) {
                    places.push_back({change.id, column.name, {}});
                }
            }
        }
        return change;
    }

    /// An ordinary word in the handbook's text is not the person's name.
    [[nodiscard]] bool matters(const std::set<Doubt>& doubts, const Value& value) const {
        const auto* text = std::get_if<std::string>(&value);
        const bool ordinary = doubts == std::set{Doubt::ordinary};
        return !doubts.empty() &&
               !(ordinary && text != nullptr && handbook_.find(*text) != std::string::npos);
    }

    static Value value_at(const Query& query, int column) {
        switch (query.type(column)) {
        case SQLITE_INTEGER: return query.number(column);
        case SQLITE_TEXT: return query.string(column);
        default: return {};
        }
    }

    void write(const TableInfo& table, const Change& change) const {
        std::vector<std::string> terms;
        for (const auto& [column, value] : change.values) {
            terms.push_back(
                fmt::format("{} = ?{}", identifier(table.columns[column].name), terms.size() + 2));
        }
        Update query{database_, fmt::format("UPDATE {} SET {} WHERE id = ?1",
                                            identifier(table.name), fmt::join(terms, ", "))};
        query.bind(1, change.id);
        for (std::size_t i = 0; i < change.values.size(); ++i) {
            bind_value(query, static_cast<int>(i) + 2, change.values[i].second);
        }
        query.run();
    }

    void report(const TableInfo& table, const Place& at) {
        const std::string where = place(database_, table, at.id, at.column);
        if (at.doubts.empty()) {
            texts_.push_back({"text", 1, ForgetLine::Outcome::erased, where, ""});
        }
        for (const Doubt doubt : at.doubts) {
            texts_.push_back({"text", 1, ForgetLine::Outcome::undecided, where,
                              std::string{explanation(doubt)}});
        }
    }

    Writer& database_;
    const PersonTraces& traces_;
    ValueEraser& values_;
    std::string handbook_;
    std::map<std::string_view, std::int64_t> about_;
    std::vector<ForgetLine> texts_;
};

/// Erases a person from the history entries.
class HistoryEraser {
public:
    HistoryEraser(Writer& database, const PersonTraces& traces, ValueEraser& values,
                  const ForgetRules& rules)
        : database_(database), traces_(traces), values_(values), rules_(rules) {}

    void run() {
        std::vector<Entry> changed;
        Query query{database_, "SELECT id, actor, command, changes, undoes FROM history"};
        while (query.step()) {
            const Entry before{query.number(0), query.string(1), query.string(2),
                               std::string{query.blob(3)}};
            const Entry after = without_person(before, !query.is_null(4));
            if (after != before) {
                changed.push_back(after);
            }
            for (const Doubt doubt : values_.take_doubts()) {
                ++undecided_[doubt];
            }
        }
        for (const Entry& entry : changed) {
            Update update{database_, "UPDATE history SET actor = ?2, command = ?3, changes = ?4 "
                                     "WHERE id = ?1"};
            update.bind(1, entry.id).bind(2, entry.actor).bind(3, entry.command);
            update.bind_blob(4, entry.changes).run();
        }
        entries_ = static_cast<std::int64_t>(changed.size());
    }

    [[nodiscard]] std::int64_t entries() const { return entries_; }
    [[nodiscard]] const std::map<Doubt, std::int64_t>& undecided() const { return undecided_; }

private:
    struct Entry {
        std::int64_t id;
        std::string actor;
        std::string command;
        std::string changes;
        bool operator==(const Entry&) const = default;
    };
    /// What is known about an entry once its rows are read.
    struct Summary {
        std::size_t rows = 0;
        std::size_t about = 0;           ///< rows about the person
        std::set<std::string> theirs;    ///< texts erased from those
        std::set<std::string> of_others;
    };

    Entry without_person(const Entry& entry, bool undoes) {
        Entry cleaned_entry = entry;
        Summary summary;
        cleaned_entry.changes = changes_without_person(entry.changes, summary);
        cleaned_entry.actor = values_.cleaned(entry.actor);
        if (entry.command != unfinished_forgetting) {
            cleaned_entry.command = command_without_person(entry.command, undoes, summary);
        }
        return cleaned_entry;
    }

    /// Keeps the words that name the command. If it is only about the person, drops everything
    /// else, since arguments may be parts of names, or notes.
    std::string command_without_person(const std::string& command, bool undoes,
                                       const Summary& summary) {
        const std::string verb = "lmsection " + rules_.words_of_command(command);
        if (summary.about > 0 && summary.about == summary.rows && !undoes) {
            return fmt::format("{} {}", verb, erased_text);
        }
        const std::size_t start = command.starts_with(verb) ? verb.size() : 0;
        std::string arguments = command.substr(start);
        for (const std::string& text : summary.theirs) {
            if (!summary.of_others.contains(text)) {
                replace_all(arguments, text);
            }
        }
        return command.substr(0, start) + values_.cleaned(arguments);
    }

    static void replace_all(std::string& text, const std::string& part) {
        constexpr std::size_t shortest = 4;    // a shorter text may occur anywhere
        const auto is_edge = [&](std::size_t at) {
            return at >= text.size() || !is_alphanumeric(static_cast<unsigned char>(text[at]));
        };
        for (auto at = part.size() < shortest ? std::string::npos : text.find(part);
             at != std::string::npos; at = text.find(part, at)) {
            const bool whole = (at == 0 || is_edge(at - 1)) && is_edge(at + part.size());
            if (whole) {
                text.replace(at, part.size(), erased_text);
            }
            at += whole ? erased_text.size() : 1;
        }
    }

    std::string changes_without_person(std::string_view changes, Summary& summary) {
        ChangesetReader reader{changes};
        ChangesetWriter writer;
        while (reader.next()) {
            ChangesetRow& row = reader.row();
            std::deque<std::string> texts;    // texts that the row refers to
            const TableInfo* table = table_info(row.table);
            const bool about = table != nullptr && traces_.is_about_them(*table, row);
            ++summary.rows;
            summary.about += about ? 1U : 0U;
            if (table != nullptr) {
                erase_row(*table, about, row, texts, summary);
            }
            const bool removed = about && table->only_personal;
            if (!removed && still_changes(row)) {
                writer.add(row);
            }
        }
        return writer.take();
    }

    void erase_row(const TableInfo& table, bool about, ChangesetRow& row,
                   std::deque<std::string>& texts, Summary& summary) {
        for (auto* values : {&row.before, &row.after}) {
            for (std::size_t i = 0; i < values->size() && i < table.columns.size(); ++i) {
                erase_value(table, table.columns[i], about, (*values)[i], texts, summary);
            }
        }
        for (std::size_t i = 0; row.operation == SQLITE_UPDATE && i < row.before.size(); ++i) {
            if (row.in_key[i] == '\0' && row.before[i] == row.after[i]) {
                row.before[i] = {};
                row.after[i] = {};
            }
        }
    }

    void erase_value(const TableInfo& table, const ColumnInfo& column, bool about,
                     ChangesetValue& value, std::deque<std::string>& texts, Summary& summary) {
        const bool is_text = value.type == SQLITE_TEXT;
        const auto number = value.number();
        if (!is_text && !number) {
            return;
        }
        const Value before = is_text ? Value{std::string{value.bytes}} : Value{*number};
        const Value after = values_.erased(table, column, about, before);
        if (is_text && column.use == ColumnUse::text) {
            (about && column.personal ? summary.theirs : summary.of_others)
                .insert(std::string{value.bytes});
        }
        if (after == before) {
            return;
        }
        const auto* text = std::get_if<std::string>(&after);
        texts.push_back(text == nullptr ? "" : *text);
        value = text == nullptr ? ChangesetValue{SQLITE_NULL, {}}
                                : ChangesetValue{SQLITE_TEXT, texts.back()};
    }

    static bool still_changes(const ChangesetRow& row) {
        return row.operation != SQLITE_UPDATE ||
               std::any_of(row.after.begin(), row.after.end(),
                           [](const ChangesetValue& value) { return value.is_part(); });
    }

    Writer& database_;
    const PersonTraces& traces_;
    ValueEraser& values_;
    const ForgetRules& rules_;
    std::int64_t entries_ = 0;
    std::map<Doubt, std::int64_t> undecided_;
};

/// A forgotten person's form no longer waits.
void withdraw_forms(Writer& database, PersonId person) {
    Update query{database, "UPDATE volunteers SET state = 'withdrawn' WHERE person_id = ?1 "
                           "AND state NOT IN ('declined', 'appointed')"};
    query.bind(1, person).run();
}

std::int64_t count_erased(const std::vector<ForgetLine>& lines) {
    return std::count_if(lines.begin(), lines.end(), [](const ForgetLine& line) {
        return line.outcome == ForgetLine::Outcome::erased;
    });
}

}    // namespace

void hand_over(Writer& database, const Person& keep, PersonId other) {
    for (const TableInfo& table : all_tables()) {
        for (const ColumnInfo& column : table.columns) {
            if (column.refers_to == "people") {
                Update query{database,
                             fmt::format("UPDATE {0} SET {1} = ?1 WHERE {1} = ?2",
                                         identifier(table.name), identifier(column.name))};
                query.bind(1, keep.id).bind(2, other).run();
            }
        }
    }
    Update remove{database, "DELETE FROM people WHERE id = ?1"};
    remove.bind(1, other).run();
    update_person(database, keep);
}

std::vector<ForgetLine> erase_person(Writer& database, PersonId person, const ForgetRules& rules) {
    const PersonTraces traces{database, person, rules.others};
    ValueEraser values{database, traces, rules};
    RecordEraser records{database, traces, values};
    records.run();
    withdraw_forms(database, person);
    HistoryEraser history{database, traces, values, rules};
    history.run();

    std::vector<ForgetLine> lines;
    const auto add = [&](std::string_view what, std::int64_t count) {
        lines.push_back({std::string{what}, count, ForgetLine::Outcome::erased, "", ""});
    };
    add("person", 1);
    add("appointments", records.records_about("appointments"));
    add("volunteer forms", records.records_about("volunteers"));
    add("speakers", records.records_about("speakers"));
    add("texts that name them", count_erased(records.texts()));
    add(history_entries, history.entries());
    lines.insert(lines.end(), records.texts().begin(), records.texts().end());
    for (const auto& [doubt, count] : history.undecided()) {
        lines.push_back({std::string{history_entries}, count, ForgetLine::Outcome::undecided, "",
                         std::string{explanation(doubt)}});
    }
    for (const std::string& name : values.short_names()) {
        lines.push_back(
            {"name", 1, ForgetLine::Outcome::undecided, name, "it is too short to look for"});
    }
    return lines;
}

bool is_forgetting(const Reader& database) {
    Query query{database, "SELECT 1 FROM history WHERE command = ?1"};
    return query.bind(1, unfinished_forgetting).step();
}

void compact(Database& database) {
    execute(database, "VACUUM");
    Transaction transaction{database};
    Update query{transaction.writer(), "UPDATE history SET command = ?2 WHERE command = ?1"};
    query.bind(1, unfinished_forgetting).bind(2, std::string_view{"lmsection person forget"}).run();
    transaction.commit();
}

}    // namespace lmsection::store
