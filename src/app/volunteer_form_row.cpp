#include "volunteer_form_row.hpp"

#include "list_remark.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/base/fingerprint.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/list_value.hpp"
#include "lmsection/domain/person.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

namespace {

/// The rank of a group that is chosen without one, below all that have one.
constexpr int no_rank = 1000;

/// Text without control characters, which only damaged files have; line breaks stay.
std::string readable(const std::string& text) {
    return harmless(text, "\n", " ");
}

std::string joined_lines(std::string text, std::string_view between) {
    replace_each(text, "\n", between);
    return tidied_text(text);
}

std::size_t words_in(const std::string& name) {
    return static_cast<std::size_t>(std::ranges::count(name, ' ')) + 1;
}

/// Whether two names have a word in common.
bool share_word(const std::string& one, const std::string& other) {
    const auto words = split_text(folded(one), " ");
    return std::ranges::any_of(words, [text = folded(other)](const std::string& word) {
        return word.size() > 1 && has_whole_words(text, word);
    });
}

/// The first part of a text that is an address.
std::optional<EmailAddress> address_in(const std::string& text) {
    for (const std::string& part : split_text(text, " ,;<>()\n")) {
        if (const auto email = EmailAddress::parse(part); email.ok()) {
            return email.value();
        }
    }
    return std::nullopt;
}

std::string folded_cell(const std::string& text) {
    return folded(tidied_text(text));
}

}    // namespace

std::string form_key(const std::string& submitted, const std::string& email,
                     const std::string& name) {
    return fmt::format("{:016x}", fingerprint(folded_cell(submitted) + "\n" + folded_cell(email) +
                                              "\n" + folded_cell(name) + "\n"));
}

std::vector<std::string> FormRemarks::sentences() const {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view what, const auto& items) {
        add_sentence(lines, fmt::format("{}: ", what), some_of(items));
    };
    add("Skipped, not a form", skipped);
    add_sentence(lines, "Skipped, not finished: ", rows_named(unfinished));
    add_sentence(lines, "Skipped as previews, tests or spam: ", rows_named(previews));
    add("Names tidied", tidied);
    add("Names put in reading order", turned);
    add("Of two names, the fuller one", fuller);
    add("No usable email address, so recorded without one", no_addresses);
    add("No particular group chosen", any_groups);
    add("Years of experience, lowest possible value", years);
    add("Read as yes or no", yes_or_no);
    add("Library types", library_types);
    add_sentence(lines, "No time stamp: assumed today (", rows_named(undated), ").");
    return lines;
}

FormRows::FormRows(const Session& session, const std::string& file, const FormTable& table,
                   const FormChoiceReader& groups, FormRemarks& remarks)
    : session_(session), file_(file), form_table_(table), table_(table.table), groups_(groups),
      remarks_(remarks) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const FormColumn& column = table.columns[i];
        header_cells_ = table_.columns[i].header.empty() ? header_cells_ : i + 1;
        has_time_ = has_time_ || column.is(FormField::submitted);
        for (const ListRow& row : table_.rows) {
            const std::string text = cell(row, i);
            has_ranks_ = has_ranks_ || (column.group && !is_mark(text) && !is_unmarked(text) &&
                                        rank_in(text).has_value());
        }
    }
    if (!table.is_list) {
        find_order();
    }
}

std::string FormRows::cell(const ListRow& row, std::size_t column) const {
    return tidied_text(readable(row.cells[column]));
}

FormRows::Cells FormRows::cells(const ListRow& row, FormField field) const {
    Cells found;
    for (std::size_t i = 0; i < form_table_.columns.size(); ++i) {
        std::string text = form_table_.columns[i].is(field) ? cell(row, i) : "";
        if (!text.empty()) {
            found.emplace_back(i, std::move(text));
        }
    }
    return found;
}

std::string FormRows::first(const ListRow& row, FormField field) const {
    const auto found = cells(row, field);
    return found.empty() ? "" : found.front().second;
}

/// Finds the order of the numbers in the time stamps, and says so if it matters.
void FormRows::find_order() {
    std::string example;
    std::string header;
    for (const ListRow& row : table_.rows) {
        for (const auto& [column, text] : cells(row, FormField::submitted)) {
            const bool day_first = has_day_first(text);
            if (day_first && order_ == NumberOrder::month_first) {
                order_ = NumberOrder::day_first;
                example = example.empty() ? text : example;
            } else if (has_either_order(text)) {
                example = text;
            }
            header = table_.columns[column].header;
        }
    }
    const auto time = read_form_time(example, order_);
    if (!example.empty() && time.ok()) {
        remarks_.warnings.push_back(
            order_warning(file_, tidied_text(header), order_, example, time.value().day));
    }
}

/// Whether a row is no form, or one that the service does not count.
bool FormRows::skips(const ListRow& row) {
    const auto filled = std::ranges::count_if(row.cells, [](const auto& text) {
        return !tidied_text(text).empty();
    });
    const bool has_person = !first(row, FormField::name).empty() ||
                            !first(row, FormField::email).empty() ||
                            !first(row, FormField::first_name).empty() ||
                            !first(row, FormField::last_name).empty();
    if (filled == 0) {
        return true;
    }
    const std::string stamp = first(row, FormField::submitted);
    if (!read_form_time(stamp, order_).ok() && (filled < 2 || !has_person)) {
        remarks_.skipped.push_back(
            fmt::format("{} {}", at(row), in_quotes(joined_lines(joined_text(row.cells), " "))));
        return true;
    }
    const std::string status = folded(first(row, FormField::status));
    static const std::set<std::string, std::less<>> previews{"1", "2", "8", "9", "12", "17", "40"};
    if (previews.contains(status) || status.find("preview") != std::string::npos ||
        status.find("spam") != std::string::npos || status.find("test") != std::string::npos) {
        remarks_.previews.push_back(at(row));
        return true;
    }
    const std::string finished = first(row, FormField::finished);
    const std::string progress = first(row, FormField::progress);
    constexpr int whole = 100;
    const bool is_partial = finished.empty() ? digits(progress).value_or(whole) < whole
                                             : read_yes_or_no(finished) == false;
    if (is_partial || status == "partial" || status == "incomplete" || status == "in progress") {
        remarks_.unfinished.push_back(at(row));
        return true;
    }
    return false;
}

/// Cells that have an error in place of a value.
std::vector<Fault> FormRows::errors_in(const ListRow& row) const {
    std::vector<Fault> faults;
    const std::size_t used = cells_used(row.cells);
    for (std::size_t i = 0; i < used; ++i) {
        const bool is_read = i < form_table_.columns.size() &&
                             form_table_.columns[i].use != FormColumn::Use::none;
        if (is_read && is_error_value(tidied_text(row.cells[i]))) {
            faults.push_back({fmt::format("the column {} has the error {}",
                                          in_quotes(tidied_text(table_.columns[i].header)),
                                          tidied_text(row.cells[i])),
                              "correct it in the spreadsheet"});
        }
    }
    if (table_.sheet.empty() && used > header_cells_) {
        faults.push_back({fmt::format("has {} cells, the header has {}", used, header_cells_),
                          "put a cell that contains a comma in quotes"});
    }
    return faults;
}

void FormRows::read_time(const ListRow& row, ReadForm& read) {
    const std::string text = first(row, FormField::submitted);
    if (!has_time_) {
        read.time = {session_.today(), 0};
        remarks_.undated.push_back(at(row));
    } else if (text.empty()) {
        read.faults.push_back({"has no time stamp", "give the day of the form, as 2026-08-03"});
    } else {
        const auto time = read_form_time(text, order_);
        if (!time.ok() && order_ == NumberOrder::day_first && has_month_first(text)) {
            read.faults.push_back(
                {fmt::format("{} is no day, as other time stamps in this file have the day first",
                             in_quotes(text)),
                 "write the day as 2026-08-03"});
        } else {
            read.time = value_or_fault(time, read.faults).value_or(FormTime{});
        }
    }
    read.form.submitted_on = read.time.day;
}

/// A name as it is recorded; says what was changed.
std::string FormRows::tidy_name(const std::string& typed, bool in_parts) {
    const auto [bare, comment] = without_comment(without_pronouns(joined_lines(typed, " ")));
    const std::string plain = with_usual_capitals(without_capitals(bare));
    std::string turned = in_parts ? plain : in_reading_order(plain);
    if (turned != plain) {
        turned = with_usual_capitals(turned);
    }
    if (!comment.empty()) {
        add_once(remarks_.tidied, fmt::format("{} is {}", in_quotes(typed), turned));
    } else if (turned != plain) {
        add_once(remarks_.turned, fmt::format("{} is {}", in_quotes(bare), turned));
    } else if (plain != bare) {
        add_once(remarks_.tidied, fmt::format("{} is {}", in_quotes(bare), plain));
    }
    return turned;
}

/// The name of a row's person: of several, the fuller one of those that may be the same, else the
/// last one, which is rather an answer than the name of an account.
std::string FormRows::read_name(const ListRow& row) {
    std::vector<std::string> names;
    for (const auto& [column, text] : cells(row, FormField::name)) {
        if (!says_anonymous(text)) {
            names.push_back(text.find('@') == std::string::npos ? tidy_name(text, false) : text);
        }
    }
    const std::string first_name = first(row, FormField::first_name);
    const std::string last_name = first(row, FormField::last_name);
    const std::string both = tidied_text(fmt::format("{} {}",
                                                     says_nothing(first_name) ? "" : first_name,
                                                     says_nothing(last_name) ? "" : last_name));
    const bool is_half = first_name.empty() != last_name.empty();
    if (is_half && !names.empty()) {    // beside a column "Name" with the other half
        if (!share_word(both, names.back())) {
            names.back() = tidy_name(
                first_name.empty() ? names.back() + " " + both : both + " " + names.back(), true);
        }
    } else if (!both.empty() && !says_anonymous(both)) {
        names.push_back(tidy_name(both, true));
    }
    if (names.size() > 1) {    // an address tells less than a name
        const auto has_name = [](const std::string& name) {
            return name.find('@') == std::string::npos;
        };
        if (std::ranges::any_of(names, has_name)) {
            std::erase_if(names, [&](const std::string& name) { return !has_name(name); });
        }
    }
    std::string best = names.empty() ? "" : names.back();
    for (const std::string& name : names) {
        const std::pair<std::size_t, std::size_t> size{words_in(name), length_of(name)};
        if (share_word(name, names.back()) &&
            size > std::pair<std::size_t, std::size_t>{words_in(best), length_of(best)}) {
            best = name;
        }
    }
    for (const std::string& name : names) {
        if (folded(name) != folded(best)) {
            add_once(remarks_.fuller, fmt::format("{}, not {}", best, in_quotes(name)));
        }
    }
    return best;
}

void FormRows::read_person(const ListRow& row, ReadForm& read) {
    std::vector<EmailAddress> addresses;
    std::string unusable;
    for (const auto& [column, text] : cells(row, FormField::email)) {
        const auto found = says_anonymous(text) ? Outcome<std::vector<EmailAddress>>{Fault{}}
                                                : read_addresses(text);
        const auto one = found.ok() ? std::nullopt : address_in(text);
        if (!found.ok() && !one) {
            unusable = unusable.empty() ? text : unusable;
        }
        for (const EmailAddress& email : found.ok() ? found.value()
                                         : one      ? std::vector{*one}
                                                    : std::vector<EmailAddress>{}) {
            add_once(addresses, email);
        }
    }
    std::string name = read_name(row);
    if (addresses.empty() && has_address(name)) {
        if (const auto email = EmailAddress::parse(name); email.ok()) {
            addresses.push_back(email.value());    // the name is only an address
            name.clear();
        }
    }
    if (addresses.empty()) {
        remarks_.no_addresses.push_back(
            unusable.empty() ? at(row) : fmt::format("{} {}", at(row), in_quotes(unusable)));
    }
    if (name.empty() && addresses.empty()) {
        read.faults.push_back({"the form names no one", "write the name in its column"});
        return;
    }
    const auto person = parse_person_cells(name, addresses.empty() ? "" : addresses.front().text());
    if (!person.ok()) {
        read.faults.push_back(person.fault());
        return;
    }
    read.form.person = person.value();
    read.form.person.turned_from.clear();    // a remark says it for the whole file
    if (addresses.size() > 1) {
        read.further.assign(addresses.begin() + 1, addresses.end());
    }
}

void FormRows::add_answer(std::size_t column, const std::string& text) {
    const FormColumn& of = form_table_.columns[column];
    const std::string& question = of.question.empty() ? of.option : of.question;
    const bool is_only_mark = is_mark(text) && !of.option.empty();
    std::string answer = is_only_mark ? of.option : joined_lines(text, " / ");
    if (!is_only_mark && !of.option.empty() && header_key(answer) != header_key(of.option)) {
        answer = fmt::format("{}: {}", of.option, answer);
    }
    auto* known = find_in(answers_, question, [](const auto& one) { return one.first; });
    if (known == nullptr) {
        answers_.emplace_back(question, answer);
    } else if (known->second.find(answer) == std::string::npos) {
        known->second += "; " + answer;
    }
}

/// A text of one line for a field; one that is too long is kept as an answer instead.
std::string FormRows::short_text(const ListRow& row, std::size_t column, const std::string& text) {
    const auto line = parse_line("answer", joined_lines(text, ", "));
    if (line.ok()) {
        return line.value();
    }
    warn(row, fmt::format("{} is too long and kept as an answer only", in_quotes(text)));
    add_answer(column, text);
    return {};
}

void FormRows::read_experience_cell(const ListRow& row, ReadForm& read) {
    const auto found = cells(row, FormField::experience);
    if (found.empty()) {
        return;
    }
    const auto& [column, cell_text] = found.front();
    const std::string text = joined_lines(cell_text, " ");
    const auto experience = read_experience(text, int{read.time.day.year()});
    if (!experience.years && says_nothing(text)) {
        return;
    }
    read.form.experience = experience.years;
    read.form.experience_text = experience.is_number ? "" : short_text(row, column, text);
    if (experience.was_made_date) {
        warn(row, fmt::format("{} is read as a range from {} years, of which a spreadsheet made a "
                              "date",
                              in_quotes(text), *experience.years));
    } else if (!experience.years) {
        warn(row, fmt::format("{} is no number of years; it is kept as text", in_quotes(text)));
    } else if (!experience.is_number) {
        add_once(remarks_.years, fmt::format("{} is {}", in_quotes(text), *experience.years));
    }
}

void FormRows::read_newness(const ListRow& row, ReadForm& read) {
    for (const auto& [column, text] : cells(row, FormField::is_new)) {
        const bool is_nothing = says_nothing(text) && !read_yes_or_no(text);
        if (is_nothing || read.form.is_new) {
            continue;
        }
        read.form.is_new = read_yes_or_no(text);
        if (!read.form.is_new) {
            warn(row,
                 fmt::format("{} is neither yes nor no; it is kept as an answer", in_quotes(text)));
            add_answer(column, text);
        } else if (!parse_yes_or_no(text).ok()) {
            add_once(remarks_.yes_or_no,
                     fmt::format("{} is {}", in_quotes(text), *read.form.is_new ? "yes" : "no"));
            if (text.find(' ') != std::string::npos) {    // it says more
                add_answer(column, text);
            }
        }
    }
}

void FormRows::read_facts(const ListRow& row, ReadForm& read) {
    VolunteerForm& form = read.form;
    for (const auto& [column, text] : cells(row, FormField::institution)) {
        if (form.institution.empty() && !says_nothing(text)) {
            form.institution = short_text(row, column, text);
        }
    }
    std::string types;
    for (const auto& [column, text] : cells(row, FormField::library_type)) {
        const std::string& option = form_table_.columns[column].option;
        const std::string type = is_mark(text) && !option.empty() ? option
                                                                  : joined_lines(text, ", ");
        if (!says_nothing(type) && folded(types).find(folded(type)) == std::string::npos) {
            types += (types.empty() ? "" : "; ") + type;
        }
        form.library_type = short_text(row, column, usual_library_type(types));
    }
    if (folded(form.library_type) != folded(types) && !form.library_type.empty()) {
        add_once(remarks_.library_types,
                 fmt::format("{} is {}", in_quotes(types), form.library_type));
    }
    read_experience_cell(row, read);
    read_newness(row, read);
    for (const auto& [column, text] : cells(row, FormField::comment)) {
        const auto comment = parse_comment(text);
        if (comment.ok() && form.comment.empty()) {
            form.comment = says_nothing(text) && text.size() > 2 ? "" : comment.value();
        } else {
            add_answer(column, text);
        }
        if (!comment.ok()) {
            warn(row, "the comment is too long and kept as an answer");
        }
    }
    for (std::size_t i = 0; i < form_table_.columns.size(); ++i) {
        const std::string text = cell(row, i);
        if (form_table_.columns[i].use == FormColumn::Use::answer && !text.empty()) {
            add_answer(i, text);
        }
    }
}

/// Adds the groups that a text chooses; keeps what names none as an answer.
void FormRows::add_choices(const ListRow& row, std::size_t column, const std::string& text,
                           int rank) {
    const FormChoices read = groups_.read(text);
    bool is_odd = read.has_words;
    for (const std::size_t group : read.groups) {
        const auto usable = session_.find_group_to_change(session_.groups()[group].slug.text());
        if (usable.ok()) {
            choices_.emplace_back(rank, group);
        } else {
            warn(row, fmt::format("{} ({}); the choice is kept as text", usable.fault().what,
                                  usable.fault().remedy));
            is_odd = true;
        }
    }
    for (const Fault& fault : read.unknown) {
        warn(row, fmt::format("{} ({}); the choice is kept as text", fault.what, fault.remedy));
    }
    if (read.has_words) {
        warn(row, fmt::format("{} is read as {}, and kept as text", in_quotes(text),
                              counted(read.groups.size(), "choice")));
    }
    if (is_odd || !read.unknown.empty()) {
        add_answer(column, text);
    }
    says_any_ = says_any_ || read.any;
    if (read.any) {
        remarks_.any_groups.push_back(fmt::format("{} {}", at(row), in_quotes(text)));
    }
}

/// Adds the group of a column that is about one, if the cell chooses it.
void FormRows::add_option(const ListRow& row, std::size_t column) {
    const FormColumn& of = form_table_.columns[column];
    const std::string text = cell(row, column);
    if (text.empty() || is_unmarked(text)) {
        return;
    }
    if (!of.group) {
        add_choices(row, column, is_mark(text) ? of.option : text, no_rank);
        return;
    }
    const std::string slug = session_.groups()[*of.group].slug.text();
    if (!session_.find_group_to_change(slug).ok()) {
        add_choices(row, column, slug, no_rank);    // says why
        return;
    }
    const auto rank = has_ranks_ ? rank_in(text) : std::nullopt;
    const bool is_tie = rank && std::ranges::any_of(choices_, [&](const auto& one) {
                            return one.first == *rank && one.second != *of.group;
                        });
    if (is_tie) {
        warn(row, fmt::format("{} has the same rank as another group; the one further left comes "
                              "first",
                              session_.groups()[*of.group].name));
    }
    choices_.emplace_back(rank.value_or(no_rank), *of.group);
}

void FormRows::read_choices(const ListRow& row, ReadForm& read) {
    for (int i = 0; i < ranked_choices; ++i) {
        const auto field = static_cast<FormField>(static_cast<int>(FormField::first_choice) + i);
        for (const auto& [column, text] : cells(row, field)) {
            add_choices(row, column, text, i + 1);
        }
    }
    for (std::size_t i = 0; i < form_table_.columns.size(); ++i) {
        if (form_table_.columns[i].use == FormColumn::Use::option) {
            add_option(row, i);
        }
    }
    for (const auto& [column, text] : cells(row, FormField::choices)) {
        if (!is_unmarked(text) || says_any_group(text)) {
            add_choices(row, column, text, no_rank);
        }
    }
    std::ranges::stable_sort(choices_, {}, &std::pair<int, std::size_t>::first);
    auto& choices = read.form.choices;
    for (const auto& choice : choices_) {
        const std::string slug = session_.groups()[choice.second].slug.text();
        if (choices.size() < most_choices) {
            add_once(choices, slug);
        }
    }
}

std::vector<std::string> FormRows::keys_of(const ListRow& row) const {
    const auto texts_of = [&](FormField field) {
        return transformed(cells(row, field), [](const auto& found) { return found.second; });
    };
    auto stamps = texts_of(FormField::submitted);
    auto emails = texts_of(FormField::email);
    auto names = texts_of(FormField::name);
    const std::string both = tidied_text(first(row, FormField::first_name) + " " +
                                         first(row, FormField::last_name));
    if (!both.empty()) {
        names.push_back(both);
    }
    if (stamps.empty()) {    // without a time stamp, all that was answered
        std::string all;
        for (std::size_t i = 0; i < form_table_.columns.size(); ++i) {
            all += cell(row, i) + "\n";
        }
        stamps.push_back(std::move(all));
    }
    emails.emplace_back();
    names.emplace_back();
    std::vector<std::string> keys;
    for (const std::string& stamp : stamps) {
        for (const std::string& email : emails) {
            for (const std::string& name : names) {
                add_once(keys, form_key(stamp, email, name));
            }
        }
    }
    // Time stamp without a person tells too little, unless that is all there is.
    if (keys.size() > stamps.size()) {
        for (const std::string& stamp : stamps) {
            std::erase(keys, form_key(stamp, "", ""));
        }
    }
    return keys;
}

/// Reads a row of `volunteer list`.
void FormRows::read_listed(const ListRow& row, ReadForm& read) {
    VolunteerForm& form = read.form;
    const auto text = [&](FormField field) { return first(row, field); };
    const auto raw = [&](FormField field) -> std::string {
        for (std::size_t i = 0; i < form_table_.columns.size(); ++i) {
            if (form_table_.columns[i].is(field)) {
                return row.cells[i];
            }
        }
        return {};
    };
    auto& faults = read.faults;
    read.time =
        value_or_fault(read_form_time(text(FormField::submitted)), faults).value_or(FormTime{});
    form.submitted_on = read.time.day;
    form.person = value_or_fault(parse_person_cells(text(FormField::name), text(FormField::email)),
                                 faults)
                      .value_or(TypedPerson{});
    if (!form.person.turned_from.empty()) {    // the list writes names as they are on record
        form.person.name = std::exchange(form.person.turned_from, {});
    }
    form.library_type = value_or_fault(parse_line("library type", text(FormField::library_type)),
                                       faults)
                            .value_or("");
    if (const std::string years = text(FormField::experience); !years.empty()) {
        const auto experience = read_experience(years, int{form.submitted_on.year()});
        form.experience = experience.years;
        if (!experience.is_number) {
            faults.push_back(
                {fmt::format("{} is not a number of years of experience", in_quotes(years)),
                 "write a whole number from 0 to 99"});
        }
    }
    form.experience_text = text(FormField::experience_text);
    if (const std::string is_new = text(FormField::is_new); !is_new.empty()) {
        form.is_new = value_or_fault(parse_yes_or_no(is_new), faults);
    }
    form.comment = value_or_fault(parse_comment(raw(FormField::comment)), faults).value_or("");
    form.answers = readable(raw(FormField::answers));
    for (const std::string& slug : split_text(text(FormField::choices), " ")) {
        if (const auto group = value_or_fault(session_.find_group_to_change(slug), faults)) {
            form.choices.push_back(group->slug.text());
        }
    }
    read.id = text(FormField::id);
    read.replaced_by = text(FormField::replaced_by);
    if (const std::string state = text(FormField::state); !state.empty()) {
        read.state = value_or_fault(parse_volunteer_state(state), faults);
    }
    if (const std::string group = text(FormField::group); !group.empty()) {
        read.group = value_or_fault(session_.find_group(group), faults);
    }
    if (const std::string reviewer = text(FormField::reviewer); !reviewer.empty()) {
        read.reviewer = value_or_fault(find_person(session_, reviewer), faults);
    }
}

ReadForm FormRows::read(const ListRow& row) {
    ReadForm read;
    if (form_table_.is_list) {
        read_listed(row, read);
        return read;
    }
    read.is_skipped = skips(row);
    if (read.is_skipped) {
        return read;
    }
    answers_.clear();
    choices_.clear();
    says_any_ = false;
    read.faults = errors_in(row);
    if (!read.faults.empty()) {
        return read;
    }
    read_time(row, read);
    read_person(row, read);
    if (!read.faults.empty()) {
        return read;
    }
    read_facts(row, read);
    read_choices(row, read);
    const auto answers = transformed(answers_, [](const auto& one) {
        return fmt::format("{}: {}", one.first, one.second);
    });
    read.form.answers = fmt::format("{}", fmt::join(answers, "\n"));
    read.keys = keys_of(row);
    return read;
}

}    // namespace lmsection::app
