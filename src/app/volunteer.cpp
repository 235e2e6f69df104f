#include "lmsection/app/volunteer.hpp"

#include "csv_import.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace lmsection::app {

namespace {

/// The cells of a form, in the order of `all_fields`.
enum Field : std::size_t {
    submitted,
    name,
    email,
    institution,
    library_type,
    experience,
    is_new,
    comment,
    first_choice
};

struct FieldNames {
    std::string field;
    std::vector<std::string> headings;    ///< folded, as web forms write them
};

std::vector<FieldNames> all_fields() {
    std::vector<FieldNames> fields{
        {"submitted", {"timestamp", "submitted on", "submitted", "submitted_on", "date"}},
        {"name", {"name", "full name", "your name"}},
        {"email", {"email address", "email", "e-mail", "e-mail address"}},
        {"institution", {"institution", "library", "employer"}},
        {"library-type", {"library type", "type of library", "library-type", "library_type"}},
        {"experience", {"years of experience", "experience"}},
        {"new", {"new to the section?", "new to the section", "new", "is_new"}},
        {"comment", {"comments", "comment"}}};
    constexpr std::array<std::string_view, most_choices> ordinals{
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"};
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
        fields.push_back({fmt::format("choice-{}", i + 1),
                          {fmt::format("{} choice", ordinals.at(i)),
                           fmt::format("choice {}", i + 1), fmt::format("choice-{}", i + 1)}});
    }
    return fields;
}

std::string key_of(const std::string& heading) {
    return folded(tidied_text(heading));
}

/// The headings accepted for a field: the user's, else the default ones that the user has not
/// assigned to another field.
std::vector<std::string> accepted_headings(const FieldNames& field, const ImportOrder& order) {
    const auto mapped = order.columns.find(field.field);
    if (mapped != order.columns.end()) {
        return {key_of(mapped->second)};
    }
    std::vector<std::string> accepted = field.headings;
    for (const auto& [other, heading] : order.columns) {
        std::erase(accepted, key_of(heading));
    }
    return accepted;
}

/// The export's optional and required columns.
CsvColumns columns_of(const ImportOrder& order) {
    CsvColumns columns;
    columns.ignore_extra = order.ignore_extra;
    for (const FieldNames& field : all_fields()) {
        columns.names.push_back(field.field);
        columns.headings[field.field] = accepted_headings(field, order);
        const bool needed = field.field == "submitted" || field.field == "name" ||
                            field.field == "email" || field.field == "choice-1";
        if (needed || order.columns.contains(field.field)) {
            columns.required.push_back(field.field);
        }
    }
    columns.remedy = fmt::format("name a column with --map FIELD=COLUMN (FIELD: {}), or skip "
                                 "unknown columns with --ignore-extra",
                                 listed(columns.names, columns.names.size()));
    return columns;
}

/// As `value_or_fault`, for a cell that may be empty.
template <class T, class Parse>
std::optional<T> kept_if_given(const std::string& cell, Parse parse, std::vector<Fault>& faults) {
    const std::string text = tidied_text(cell);
    return text.empty() ? std::nullopt : value_or_fault<T>(parse(text), faults);
}

/// Parses one line of an export; adds what cannot be read to `faults`.
VolunteerForm form_of(const std::vector<std::string>& cells, NumberOrder order,
                      std::vector<Fault>& faults) {
    VolunteerForm form;
    const auto day = value_or_fault(parse_time_stamp(tidied_text(cells[submitted]), order), faults);
    form.submitted_on = day.value_or(Date{});
    form.person = value_or_fault(parse_person_cells(tidied_text(cells[name]),
                                                    tidied_text(cells[email])),
                                 faults)
                      .value_or(TypedPerson{});
    form.institution =
        value_or_fault(parse_line("institution", cells[institution]), faults).value_or("");
    form.library_type =
        value_or_fault(parse_line("library type", cells[library_type]), faults).value_or("");
    form.experience = kept_if_given<int>(cells[experience], parse_experience, faults);
    form.is_new = kept_if_given<bool>(cells[is_new], parse_yes_or_no, faults);
    form.comment = value_or_fault(parse_comment(cells[comment]), faults).value_or("");
    for (std::size_t i = first_choice; i < cells.size(); ++i) {
        if (std::string group = tidied_text(cells[i]); !group.empty()) {
            form.choices.push_back(std::move(group));
        }
    }
    return form;
}

/// Identifies a form without revealing whose it is: a hash (FNV-1a) of the time stamp and the
/// person. It is stored, so it must never change.
std::string form_key(const std::vector<std::string>& cells) {
    constexpr std::uint64_t basis = 14695981039346656037U;
    constexpr std::uint64_t prime = 1099511628211U;
    std::uint64_t number = basis;
    for (const std::size_t cell : {submitted, email, name}) {
        for (const char c : key_of(cells[cell]) + "\n") {
            number = (number ^ static_cast<unsigned char>(c)) * prime;
        }
    }
    return fmt::format("{:016x}", number);
}

Volunteer described(const VolunteerForm& form, PersonId person, std::vector<GroupId> choices,
                    VolunteerId id) {
    Volunteer volunteer;
    volunteer.id = id;
    volunteer.person = person;
    volunteer.submitted_on = form.submitted_on;
    volunteer.library_type = form.library_type;
    volunteer.experience = form.experience;
    volunteer.is_new = form.is_new;
    volunteer.comment = form.comment;
    volunteer.choices = std::move(choices);
    return volunteer;
}

/// Records forms within one change.
class Recorder {
public:
    explicit Recorder(WritingSession& session) : session_(session) {}

    /// Records a form, or returns why not.
    std::vector<Fault> record(const VolunteerForm& form, const std::optional<std::string>& key) {
        std::vector<Fault> faults;
        auto choices = choices_of(form, faults);
        const auto known = value_or_fault(find_or_describe(session_, form.person), faults);
        if (!faults.empty()) {
            return faults;
        }
        const Person person = record_person(session_, *known, form.institution, result_.warnings);
        warn_of_other_forms(person, form);
        const Volunteer volunteer = described(form, person.id, std::move(choices),
                                              session_.next_id<VolunteerId>());
        store::insert_volunteer(session_.writer(), volunteer, key);
        store::insert_step(session_.writer(), session_.next_number(), volunteer.id,
                           {std::string{word(VolunteerState::submitted)}, std::nullopt,
                            form.submitted_on, session_.around().actor, ""});
        result_.volunteers.push_back({volunteer, person, ""});
        return {};
    }

    /// Gives the form recorded last its state in the file.
    void move_to(VolunteerState state, std::optional<GroupId> group,
                 const std::optional<Person>& reviewer, const std::string& note) {
        store::ListedVolunteer& listed = result_.volunteers.back();
        if (state == VolunteerState::submitted) {
            return;
        }
        listed.volunteer.state = state;
        listed.volunteer.group = group;
        if (reviewer) {
            listed.volunteer.reviewer = reviewer->id;
            listed.reviewer = reviewer->name;
        }
        store::update_volunteer(session_.writer(), listed.volunteer);
        store::insert_step(session_.writer(), session_.next_number(), listed.volunteer.id,
                           {std::string{word(state)}, group, session_.today(),
                            session_.around().actor, note});
    }

    /// Like `record`, for a line of a file, which the warnings mention.
    std::vector<Fault> record_line(std::size_t line, const VolunteerForm& form,
                                   const std::optional<std::string>& key) {
        const std::size_t before = result_.warnings.size();
        auto faults = record(form, key);
        for (std::size_t i = before; i < result_.warnings.size(); ++i) {
            result_.warnings[i] = fmt::format("line {}: {}", line, result_.warnings[i]);
        }
        return faults;
    }

    VolunteerResult take_result() { return std::move(result_); }

private:
    /// The groups that a form ranks, without duplicates.
    std::vector<GroupId> choices_of(const VolunteerForm& form, std::vector<Fault>& faults) {
        std::vector<GroupId> choices;
        for (const std::string& typed : form.choices) {
            const auto group = value_or_fault(session_.find_group_to_change(typed), faults);
            if (!group) {
                continue;
            }
            if (std::find(choices.begin(), choices.end(), group->id) != choices.end()) {
                warn("{} is chosen twice; the lower choice is dropped", group->name);
                continue;
            }
            if (!group->works_on(session_.today())) {
                warn("{} is retired as of {}; the choice is kept", group->name,
                     iso(*group->retired_on));
            }
            choices.push_back(group->id);
        }
        return choices;
    }

    void warn_of_other_forms(const Person& person, const VolunteerForm& form) {
        for (const Volunteer& other : store::volunteers_of(session_.database(), person.id)) {
            if (waits(other.state)) {
                const bool newer = other.submitted_on <= form.submitted_on;
                warn("{} has another waiting form, from {}; commands use the one from {}; refer to "
                     "{} by its id{}",
                     person.name, iso(other.submitted_on),
                     iso(std::max(other.submitted_on, form.submitted_on)),
                     newer ? "the other" : "this one",
                     newer ? fmt::format(", {}", other.id.value) : "");
                return;
            }
        }
    }

    template <class... Values>
    void warn(fmt::format_string<const Values&...> text, const Values&... values) {
        result_.warnings.push_back(fmt::format(text, values...));
    }

    WritingSession& session_;
    VolunteerResult result_;
};

/// A fault if a form is dated in the future.
std::optional<Fault> too_late(Date submitted_on, Date latest) {
    if (submitted_on <= latest) {
        return std::nullopt;
    }
    return Fault{fmt::format("the form is dated {}, which is in the future", iso(submitted_on)),
                 "correct the date, or set today's date with --today"};
}

/// A waiting form from the same person and day.
std::optional<store::ListedVolunteer> same_form(const Session& session, const VolunteerForm& form) {
    const auto found = form.person.email
                           ? store::person_by_email(session.database(), form.person.email->key())
                           : std::optional{or_refused(find_person(session, form.person))};
    if (!found) {
        return std::nullopt;
    }
    for (const Volunteer& other : store::volunteers_of(session.database(), found->id)) {
        if (waits(other.state) && other.submitted_on == form.submitted_on) {
            return store::ListedVolunteer{other, *found, ""};
        }
    }
    return std::nullopt;
}

/// Whether a form on record already has everything in a form.
bool has_all(const Session& session, const Volunteer& known, const VolunteerForm& form) {
    const auto given = [](const std::string& text, const std::string& on_record) {
        return text.empty() || text == on_record;
    };
    std::vector<GroupId> choices;
    for (const std::string& typed : form.choices) {
        choices.push_back(session.group_to_change(typed).id);
    }
    return given(form.library_type, known.library_type) && given(form.comment, known.comment) &&
           (!form.experience || form.experience == known.experience) &&
           (!form.is_new || form.is_new == known.is_new) &&
           (choices.empty() || choices == known.choices);
}

/// Warns about missing optional columns, so that nothing is overlooked.
void warn_of_absent(const std::vector<std::string>& absent, std::vector<std::string>& warnings) {
    std::vector<std::string> missed;
    std::copy_if(absent.begin(), absent.end(), std::back_inserter(missed),
                 [](const std::string& field) { return !field.starts_with("choice-"); });
    if (!missed.empty()) {
        warnings.push_back(
            fmt::format("no column was found for {}; name it with --map FIELD=COLUMN",
                        fmt::join(missed, ", ")));
    }
}

/// Records a line of an export, or skips a form already on record; returns its faults.
std::vector<Fault> import_line(WritingSession& session, const CsvRecord& record, NumberOrder order,
                               Recorder& recorder, int& known) {
    std::vector<Fault> faults;
    const VolunteerForm form = form_of(record.cells, order, faults);
    const std::string key = form_key(record.cells);
    if (!faults.empty()) {
        return faults;
    }
    if (store::has_form(session.database(), key)) {
        ++known;
        return {};
    }
    // The form may come from a time zone where it is already tomorrow.
    if (const auto late = too_late(form.submitted_on, plus_days(session.today(), 1))) {
        return {*late};
    }
    return recorder.record_line(record.line, form, key);
}

/// The columns of `volunteer list`.
enum Listed : std::size_t {
    listed_id,
    listed_name,
    listed_email,
    listed_state,
    listed_group,
    listed_choices,
    listed_on,
    listed_type,
    listed_experience,
    listed_new,
    listed_reviewer,
    listed_comment
};

CsvColumns columns_of_list(bool ignore_extra) {
    CsvColumns columns{{"id", "name", "email", "state", "group", "choices", "submitted_on",
                        "library_type", "experience", "is_new", "reviewer", "comment"},
                       {"name", "choices", "submitted_on"},
                       ignore_extra};
    columns.passed_over = {"waiting_days"};
    columns.stands_for = {{"group_slug", "group"}};
    return columns;
}

/// Whether a file is output of `volunteer list` and not a web form's export.
bool is_list(std::string_view csv) {
    const std::string_view header = csv.substr(0, csv.find_first_of("\r\n"));
    return header.find(",choices,submitted_on,") != std::string_view::npos;
}

/// The cells in the order of a web form's export.
std::vector<std::string> as_form(const std::vector<std::string>& cells) {
    std::vector<std::string> form{cells[listed_on],    cells[listed_name],
                                  cells[listed_email], "",
                                  cells[listed_type],  cells[listed_experience],
                                  cells[listed_new],   cells[listed_comment]};
    std::string_view left = cells[listed_choices];
    while (!left.empty()) {
        const std::string_view one = left.substr(0, left.find(' '));
        left.remove_prefix(std::min(left.size(), one.size() + 1));
        form.emplace_back(one);
    }
    return form;
}

bool is_on_record(const Session& session, const std::vector<std::string>& cells,
                  const VolunteerForm& form) {
    const auto id = parse_id<VolunteerId>(cells[listed_id]);
    if (id && store::volunteer_by_id(session.database(), *id)) {
        return true;
    }
    const auto person = find_person(session, form.person);
    if (!person.ok()) {
        return false;
    }
    const auto forms = store::volunteers_of(session.database(), person.value().id);
    return std::any_of(forms.begin(), forms.end(), [&](const Volunteer& other) {
        return other.submitted_on == form.submitted_on;
    });
}

/// Records a line of `volunteer list`, or skips a form already on record.
std::vector<Fault> import_listed(WritingSession& session, const CsvRecord& record,
                                 Recorder& recorder, int& known) {
    const auto& cells = record.cells;
    std::vector<Fault> faults;
    const VolunteerForm form = form_of(as_form(cells), NumberOrder::month_first, faults);
    const auto state = kept_if_given<VolunteerState>(cells[listed_state], parse_volunteer_state,
                                                     faults);
    const auto group = kept_if_given<Group>(
        cells[listed_group], [&](const std::string& typed) { return session.find_group(typed); },
        faults);
    if (!faults.empty()) {
        return faults;
    }
    if (is_on_record(session, cells, form)) {
        ++known;
        return {};
    }
    const auto reviewer =
        cells[listed_reviewer].empty()
            ? std::optional<Person>{}
            : kept_if_given<Person>(
                  cells[listed_reviewer],
                  [&](const std::string& typed) { return find_person(session, typed); }, faults);
    if (!faults.empty()) {
        return faults;
    }
    faults = recorder.record_line(record.line, form, std::nullopt);
    if (faults.empty()) {
        recorder.move_to(state.value_or(VolunteerState::submitted),
                         group ? std::optional{group->id} : std::nullopt, reviewer,
                         "recorded from a list");
    }
    return faults;
}

ImportResult import_list(WritingSession& session, const ImportOrder& order) {
    const CsvFile file{order.csv, order.file_name, columns_of_list(order.ignore_extra)};
    Recorder recorder{session};
    ImportResult result;
    session.change([&] {
        process_records(session, file, [&](const CsvRecord& record) {
            return import_listed(session, record, recorder, result.known);
        });
    });
    result.added = recorder.take_result();
    return result;
}

}    // namespace

VolunteerResult add_volunteer(WritingSession& session, const VolunteerForm& form) {
    require_none(too_late(form.submitted_on, session.today()));
    Recorder recorder{session};
    std::optional<store::ListedVolunteer> known;
    session.change([&] {
        known = same_form(session, form);
        if (known && has_all(session, known->volunteer, form)) {
            return;
        }
        if (known) {
            throw RefusedError{fmt::format("a form from {} dated {} is already waiting",
                                           known->person.name, iso(form.submitted_on)),
                               "withdraw it first, or give another day with --on"};
        }
        require_none(recorder.record(form, std::nullopt));
    });
    return known ? VolunteerResult{{*known}, {}, false} : recorder.take_result();
}

const std::vector<std::string>& import_fields() {
    static const std::vector<std::string> fields = [] {
        std::vector<std::string> names;
        for (const FieldNames& field : all_fields()) {
            names.push_back(field.field);
        }
        return names;
    }();
    return fields;
}

ImportResult import_volunteers(WritingSession& session, const ImportOrder& order) {
    if (order.columns.empty() && is_list(order.csv)) {
        return import_list(session, order);
    }
    const CsvFile file{order.csv, order.file_name, columns_of(order)};
    DayColumn stamps{file, submitted, "submitted", YearChoice::latest, session.today()};
    Recorder recorder{session};
    ImportResult result;
    session.change([&] {
        process_records(session, file, [&](const CsvRecord& record) {
            return import_line(session, record, stamps.order(), recorder, result.known);
        });
    });
    result.added = recorder.take_result();
    for (std::string& warning : stamps.take_warnings()) {
        result.added.warnings.push_back(std::move(warning));
    }
    warn_of_absent(file.absent(), result.added.warnings);
    return result;
}

}    // namespace lmsection::app
