#include "lmsection/app/volunteer_form_file.hpp"

#include "change.hpp"
#include "list_remark.hpp"
#include "list_table.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/list_map.hpp"
#include "lmsection/store/person.hpp"
#include "volunteer_form_row.hpp"
#include "volunteer_form_table.hpp"
#include "volunteer_recorder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace lmsection::app {

namespace {

/// Refuses a file of `volunteer list` with a column that it does not write.
void require_listed_columns(const ListTable& table, const std::string& name) {
    auto unknown = transformed(table.columns, &ColumnReading::header);
    std::erase_if(unknown, [](const auto& one) { return one.empty() || listed_field(one); });
    if (!unknown.empty()) {
        constexpr std::size_t most = 12;
        throw RefusedError{fmt::format("{}: there {} {}", place_of(name, table, table.header_row),
                                       unknown.size() == 1 ? "is no column" : "are no columns",
                                       listed(transformed(unknown, in_quotes), most)),
                           "use the columns of 'volunteer list', or --ignore-extra"};
    }
}

/// Refuses a table without a column for the person.
void require_person(const FormTable& form, const std::string& name) {
    if (std::ranges::none_of(form.columns, [](const FormColumn& column) {
            return column.is(FormField::name) || column.is(FormField::email) ||
                   column.is(FormField::first_name) || column.is(FormField::last_name);
        })) {
        throw RefusedError{fmt::format("{}: no column has the name or the address of the "
                                       "person who sent the form",
                                       place_of(name, form.table, form.table.header_row)),
                           "name it with --map name=COLUMN or --map email=COLUMN"};
    }
}

/// Adds a form that was not recorded to those of the file, with the headers of its table.
void add_bad(BadRows& bad, const ListTable& table, const ListRow& row,
             const std::vector<Fault>& faults) {
    BadRows::Cells cells;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].header != "problem") {
            cells.emplace_back(table.columns[i].header, row.cells[i]);
        }
    }
    bad.add(cells, faults);
}

/// Records the forms that were read from a file, in the order in which they were sent.
class FormFileRun {
public:
    FormFileRun(WritingSession& session, const std::string& name,
                const std::vector<FormTable>& tables, FormFileResult& result)
        : session_(session), name_(name), tables_(tables), result_(result), recorder_(session) {}

    void read_all(const FormChoiceReader& groups, FormRemarks& remarks) {
        for (std::size_t i = 0; i < tables_.size(); ++i) {
            FormRows rows{session_, name_, tables_[i], groups, remarks};
            for (std::size_t row = 0; row < tables_[i].table.rows.size(); ++row) {
                ReadForm form = rows.read(tables_[i].table.rows[row]);
                form.table = i;
                form.row = row;
                if (!form.is_skipped) {
                    forms_.push_back(std::move(form));
                }
            }
        }
    }

    /// Records the forms without faults.
    void record_all() {
        std::vector<ReadForm*> order;
        for (ReadForm& form : forms_) {
            order.push_back(&form);
        }
        std::ranges::stable_sort(order, [](const ReadForm* a, const ReadForm* b) {
            return a->time < b->time;
        });
        std::size_t done = 0;
        for (ReadForm* form : order) {
            if (form->faults.empty()) {
                form->faults = is_list(*form) ? record_listed_form(*form) : record_form(*form);
            }
            session_.around().progress(++done, order.size());
        }
        link_replaced();
    }

    /// The faults of all rows, in the order of the file.
    std::vector<Fault> faults(BadRows& bad) const {
        std::vector<Fault> all;
        for (const ReadForm& form : forms_) {
            const ListTable& table = tables_[form.table].table;
            const ListRow& row = table.rows[form.row];
            if (!form.faults.empty()) {
                add_bad(bad, table, row, form.faults);
            }
            for (const Fault& fault : form.faults) {
                all.push_back(at_place(place_of(name_, table, row.number), fault));
            }
        }
        return all;
    }

    VolunteerResult take_result() { return recorder_.take_result(); }
    [[nodiscard]] std::size_t repeated() const { return repeated_; }

private:
    [[nodiscard]] bool is_list(const ReadForm& form) const { return tables_[form.table].is_list; }
    [[nodiscard]] std::string at(const ReadForm& form) const {
        const ListTable& table = tables_[form.table].table;
        return place_of(table, table.rows[form.row].number);
    }

    /// Whether a form of the given keys is on record; counts it.
    bool is_known(const ReadForm& form) {
        if (std::ranges::any_of(form.keys,
                                [&](const auto& key) { return recorded_keys_.contains(key); })) {
            ++repeated_;
            return true;
        }
        const bool known = std::ranges::any_of(form.keys, [&](const auto& key) {
            return store::has_form(session_.database(), key);
        });
        result_.known += known ? 1U : 0U;
        return known;
    }

    void take_warnings(const ReadForm& form, std::vector<std::string> warnings) {
        append(warnings, recorder_.take_warnings());
        for (const std::string& text : warnings) {
            result_.added.warnings.push_back(fmt::format("{}: {}", at(form), text));
        }
    }

    std::vector<Fault> record_form(const ReadForm& read) {
        if (is_known(read)) {
            return {};
        }
        std::vector<Fault> faults;
        auto choices = recorder_.choices_of(read.form, faults);
        static const std::map<std::string, PersonId> none;
        const ListedPerson listed{.typed = read.form.person,
                                  .further = read.further,
                                  .group = choices.empty() ? GroupId{} : choices.front(),
                                  .names_may_repeat = true,
                                  .addressed = none,
                                  .keeps_main_address = true};
        const auto match = value_or_fault(match_listed(session_, listed), faults);
        if (!faults.empty()) {
            recorder_.drop_warnings();
            return faults;
        }
        if (const auto same = match->is_new
                                  ? std::nullopt
                                  : same_form(session_, match->person, read.form, choices)) {
            const bool is_of_file = std::any_of(recorder_.recorded().begin(),
                                                recorder_.recorded().end(), [&](const auto& one) {
                                                    return one.volunteer.id == same->id;
                                                });
            ++(is_of_file ? repeated_ : result_.known);
            recorder_.drop_warnings();
            return {};
        }
        std::vector<std::string> warnings;
        std::vector<std::string> changes;
        // The form may come from a time zone where it is already tomorrow.
        if (auto late = future_warning(read.form.submitted_on, plus_days(session_.today(), 1))) {
            warnings.push_back(*std::move(late));
        }
        const Person person = record_listed(session_, *match, read.form.institution, warnings,
                                            changes);
        recorder_.record(read.form, person, std::move(choices), read.keys.front());
        recorded_keys_.insert(read.keys.begin(), read.keys.end());
        append(warnings, replace_earlier_forms(session_, person));
        take_warnings(read, std::move(warnings));
        for (const std::string& change : changes) {
            result_.notes.push_back(fmt::format("Changed: {}.", change));
        }
        return {};
    }

    /// Whether a form of `volunteer list` is on record: by its id, else by the person and its
    /// content.
    [[nodiscard]] bool is_on_record(const ReadForm& read, const std::vector<GroupId>& choices) {
        const auto id = parse_id<VolunteerId>(read.id);
        if (id && store::volunteer_by_id(session_.database(), *id)) {
            return true;
        }
        const auto person = find_person(session_, read.form.person);
        return person.ok() && same_form(session_, person.value(), read.form, choices).has_value();
    }

    std::vector<Fault> record_listed_form(const ReadForm& read) {
        std::vector<Fault> faults;
        auto choices = recorder_.choices_of(read.form, faults);
        if (!faults.empty()) {
            return faults;
        }
        if (is_on_record(read, choices)) {
            ++result_.known;
            recorder_.drop_warnings();
            return {};
        }
        const bool by_name = !read.form.person.email;
        const auto known = value_or_fault(by_name
                                              ? find_or_describe_by_name(session_, read.form.person)
                                              : find_or_describe(session_, read.form.person),
                                          faults);
        if (!faults.empty()) {
            recorder_.drop_warnings();
            return faults;
        }
        std::vector<std::string> warnings;
        const Person person = record_person(session_, *known, "", warnings);
        recorder_.record(read.form, person, std::move(choices), std::nullopt);
        recorder_.move_to(read.state.value_or(VolunteerState::submitted),
                          read.group ? std::optional{read.group->id} : std::nullopt, read.reviewer,
                          "recorded from a list");
        if (!read.id.empty()) {
            listed_ids_.emplace(read.id, recorder_.recorded().back().volunteer.id);
        }
        if (!read.replaced_by.empty()) {
            replaced_.emplace_back(recorder_.recorded().size() - 1, read.replaced_by);
        }
        take_warnings(read, std::move(warnings));
        return {};
    }

    /// Links the forms of a list to those that replaced them, by the ids in the list.
    void link_replaced() {
        for (const auto& one : replaced_) {
            const auto id = listed_ids_.find(one.second);
            const auto known = parse_id<VolunteerId>(one.second);
            if (id != listed_ids_.end()) {
                recorder_.replace(one.first, id->second);
            } else if (known && store::volunteer_by_id(session_.database(), *known)) {
                recorder_.replace(one.first, *known);
            }
        }
    }

    WritingSession& session_;
    const std::string& name_;
    const std::vector<FormTable>& tables_;
    FormFileResult& result_;
    FormRecorder recorder_;
    std::vector<ReadForm> forms_;
    std::set<std::string> recorded_keys_;
    std::size_t repeated_ = 0;
    std::map<std::string, VolunteerId> listed_ids_;    ///< by the ids in the list
    std::vector<std::pair<std::size_t, std::string>> replaced_;
};

/// Refuses a file of seats that `plan --save` or `roster` wrote.
void require_no_seats(const ListTable& table, const std::string& name) {
    const auto has = [&](std::string_view header) {
        return contains(table.columns, header,
                        [](const auto& column) { return header_key(column.header); });
    };
    if (!(has("group slug") || has("slug")) || !has("role") || has("submitted on")) {
        return;
    }
    if (has("part") || has("seats")) {
        throw RefusedError{fmt::format("{} has the seats of a plan, not forms of volunteers", name),
                           "record it with 'lmsection plan --apply FILE'"};
    }
    if (has("kind") || has("end") || has("to")) {
        throw RefusedError{fmt::format("{} is a roster, not forms of volunteers", name),
                           "record it with 'lmsection appoint --from FILE'"};
    }
}

/// Finds the tables of a file and how their columns are used; reports it.
std::vector<FormTable> form_tables(WritingSession& session, std::string_view bytes,
                                   const std::string& name, const FormFileOptions& options,
                                   const FormChoiceReader& groups,
                                   const std::vector<ListField>& fields,
                                   const FormFileReport& report, FormFileResult& result) {
    Spreadsheet file = read_spreadsheet(bytes, name);
    merge_header_rows(file, fields);
    const ListChoices choices{.map = options.map,
                              .ignore = options.ignore,
                              .sheet = options.sheet,
                              .header = [&](const Sheet& sheet) {
                                  return form_header(sheet, fields);
                              }};
    auto found = find_tables(file, name, fields, choices, store::list_maps(session.database()));
    std::vector<FormTable> tables;
    std::vector<ListTable> shown;
    for (ListTable& table : found.tables) {
        require_no_seats(table, name);
        tables.push_back(form_table(std::move(table), fields, groups, options.ignore_extra));
        const FormTable& form = tables.back();
        if (!form.is_list) {
            require_person(form, name);
            shown.push_back(form.table);
        } else if (!options.ignore_extra) {
            require_listed_columns(form.table, name);
        }
    }
    if (!shown.empty()) {
        report.columns(column_lines(shown, fields));
        result.notes = std::move(found.notes);
    }
    return tables;
}

}    // namespace

FormFileResult import_volunteers(WritingSession& session, std::string_view bytes,
                                 const std::string& name, const FormFileOptions& options,
                                 const FormFileReport& report) {
    require_map_name(options.save_map);
    const FormChoiceReader groups{session.groups(), session.handbook().section_name};
    const auto fields = form_fields(groups);
    FormFileResult result;
    const auto tables = form_tables(session, bytes, name, options, groups, fields, report, result);
    FormRemarks remarks;
    BadRows bad;
    session.change([&] {
        FormFileRun run{session, name, tables, result};
        run.read_all(groups, remarks);
        run.record_all();
        auto faults = run.faults(bad);
        if (!options.skip_bad) {
            require_none(faults);
        }
        result.bad = std::move(faults);
        result.bad_rows = bad.report(report.bad_rows);
        save_map(session, tables.front().table, fields, options.save_map, result.notes);
        auto warnings = std::move(result.added.warnings);
        result.added = run.take_result();
        result.added.warnings = std::move(warnings);
        if (run.repeated() > 0) {
            result.notes.push_back(fmt::format("Counted once: {} sent again unchanged.",
                                               counted(run.repeated(), "form")));
        }
    });
    append(result.notes, remarks.sentences());
    result.added.warnings.insert(result.added.warnings.begin(), remarks.warnings.begin(),
                                 remarks.warnings.end());
    return result;
}

}    // namespace lmsection::app
