#include "lmsection/app/person.hpp"
#include "columns.hpp"
#include "command/shared.hpp"
#include "command_choice.hpp"
#include "lmsection/app/leave.hpp"
#include "lmsection/app/person_removal.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/command.hpp"
#include "lmsection/domain/duplicate.hpp"
#include "lmsection/domain/name_parts.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace lmsection::cli {

namespace person_command {
namespace {

struct Options {
    std::string person;
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::optional<std::string> institution;
    std::optional<std::string> note;
    NameOrder order = NameOrder::whole;
};

struct PersonRow {
    const Person& person;
    std::string_view groups;    ///< slugs, joined by blanks
};

constexpr auto person_columns = columns_of<PersonRow>(
    column("id", "Id", Audience::scripts,
           [](const PersonRow& row) { return fmt::format("{}", row.person.id.value); }),
    column("name", "Name", Importance::essential,
           [](const PersonRow& row) { return Cell{row.person.name}; }),
    column("email", "Email", Importance::useful,
           [](const PersonRow& row) {
               return row.person.email ? Cell::or_absent(row.person.email->text()) : Cell{};
           }),
    column("institution", "Institution", Importance::useful,
           [](const PersonRow& row) { return Cell::or_absent(row.person.institution); }),
    column("groups", "Serves in", Importance::useful,
           [](const PersonRow& row) { return Cell::or_absent(row.groups); }),
    column("note", "Note", Importance::extra,
           [](const PersonRow& row) { return Cell::or_absent(row.person.note); }));

void write_one(Context& context, const Person& person) {
    const auto writer = person_columns.writer(context);
    writer.row({person, ""});
    writer.end();
}

/// Lists people whose name or address contains `part`, in the requested order.
void each_listed_person(const app::Session& session, std::string_view part, NameOrder order,
                        const std::function<void(const store::ListedPerson&)>& visit) {
    if (order == NameOrder::whole) {
        store::each_person(session.database(), part, session.today(), visit);
        return;
    }
    std::vector<std::pair<std::string, store::ListedPerson>> people;
    store::each_person(session.database(), part, session.today(),
                       [&](const store::ListedPerson& listed) {
                           people.emplace_back(family_name_key(listed.person.name), listed);
                       });
    std::stable_sort(people.begin(), people.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [key, listed] : people) {
        visit(listed);
    }
}

/// Two records that may be of the same person.
struct DuplicateRow {
    const Person& one;
    const Person& other;
    std::string_view why;
};

Cell address_cell(const Person& person) {
    return person.email ? Cell::or_absent(person.email->text()) : Cell{};
}

constexpr auto duplicate_columns = columns_of<DuplicateRow>(
    column("id", "Id", Audience::scripts,
           [](const DuplicateRow& row) { return fmt::format("{}", row.one.id.value); }),
    column("name", "Name", Importance::essential,
           [](const DuplicateRow& row) { return Cell{row.one.name}; }),
    column("email", "Email", Importance::useful,
           [](const DuplicateRow& row) { return address_cell(row.one); }),
    column("other_id", "Id", Audience::scripts,
           [](const DuplicateRow& row) { return fmt::format("{}", row.other.id.value); }),
    column("other_name", "Other name", Importance::essential,
           [](const DuplicateRow& row) { return Cell{row.other.name}; }),
    column("other_email", "Other email", Importance::useful,
           [](const DuplicateRow& row) { return address_cell(row.other); }),
    column("why", "Why", Importance::extra, [](const DuplicateRow& row) { return Cell{row.why}; }));

int run_duplicates(Context& context) {
    const auto session = context.reading();
    std::vector<Person> people;
    store::each_person(session.database(), "", context.today(),
                       [&](const store::ListedPerson& listed) { people.push_back(listed.person); });
    const auto pairs = likely_duplicates(people);
    const auto writer = duplicate_columns.writer(context);
    for (const LikelyDuplicate& pair : pairs) {
        writer.row({people[pair.one], people[pair.other], display_text(pair.likeness)});
    }
    writer.end();
    if (pairs.empty()) {
        context.explain_empty("No two records look like the same person.");
    } else {
        context.next_step("lmsection person merge KEEP OTHER");
    }
    return 0;
}

int run_list(const Options& options, Context& context) {
    const auto session = context.reading();
    const auto part = options.person.empty()
                          ? std::string{}
                          : in_reading_order(or_usage(parse_name(options.person)));
    const auto writer = person_columns.writer(context);
    std::size_t count = 0;
    each_listed_person(session, folded(part), options.order,
                       [&](const store::ListedPerson& listed) {
                           ++count;
                           writer.row({listed.person, listed.groups});
                       });
    writer.end();
    if (count == 0) {
        context.explain_empty(part.empty()
                                  ? "There are no people yet; add them with 'lmsection appoint' "
                                    "or 'lmsection person add'."
                                  : fmt::format("No name or email contains {}; 'lmsection person "
                                                "list' lists everyone.",
                                                in_quotes(options.person)));
    }
    say_total(context, count, "person", "people");
    return 0;
}

/// A term of a person.
struct TermRow {
    const Person& person;
    const Group& group;
    const Appointment& term;
    YearsServed served;    ///< in that group, until this term or today
};

constexpr auto term_columns = columns_of<TermRow>(
    column("name", "", Audience::heading, [](const TermRow& row) { return Cell{row.person.name}; }),
    column("email", "Email", Audience::scripts,
           [](const TermRow& row) {
               return row.person.email ? Cell::or_absent(row.person.email->text()) : Cell{};
           }),
    column("group_slug", "Group", Audience::scripts,
           [](const TermRow& row) { return Cell{row.group.slug.text()}; }),
    column("group", "Group", Importance::essential,
           [](const TermRow& row) { return Cell{row.group.name}; }),
    column("role", "Role", Importance::essential, [](const TermRow& row) { return row.term.role; }),
    column("start", "From", Importance::essential,
           [](const TermRow& row) { return row.term.start; }),
    column("end", "To", Importance::essential, [](const TermRow& row) { return row.term.end; }),
    column("years", "Years", Importance::extra, [](const TermRow& row) { return row.term.years; }),
    column("serves", "Serves now", Importance::extra,
           [](const TermRow& row, const Context& context) {
               return serves_on(row.term, context.today());
           }),
    column("note", "Note", Importance::extra,
           [](const TermRow& row) { return Cell::or_absent(row.term.note); }),
    column("end_reason", "Ended early", Importance::useful,
           [](const TermRow& row) { return Cell::or_absent(row.term.end_reason); }),
    column("override_reason", "Against a rule", Importance::useful,
           [](const TermRow& row) { return Cell::or_absent(row.term.override_reason); }),
    column("id", "Id", Audience::scripts,
           [](const TermRow& row) { return fmt::format("{}", row.term.id.value); }),
    column("years_in_row", "Years in a row", Importance::extra,
           [](const TermRow& row) { return row.served.in_row; }),
    column("years_in_all", "Years in all", Importance::extra,
           [](const TermRow& row) { return row.served.in_all; }));

int run_show(const Options& options, Context& context) {
    const auto session = context.reading();
    const Person person = app::person_named(session, options.person);
    if (context.for_people()) {
        context.print(harmless(fmt::format("{}", display_text(person))) + "\n");
        for (const EmailAddress& address :
             store::further_addresses(session.database(), person.id)) {
            context.print(harmless(fmt::format("also {}", address.text())) + "\n");
        }
        for (const std::string& line : {person.institution, person.note}) {
            context.print(line.empty() ? "" : harmless(line) + "\n");
        }
    }
    const auto terms = store::record_of_person(session.database(), person.id);
    const ProgramYear running = ProgramYear::containing(context.today());
    const YearsServed served = years_served(terms, std::nullopt, running);
    if (context.for_people() && served.in_all > 0) {
        context.print(fmt::format("{} of service until {}, {} in a row\n",
                                  counted(static_cast<std::size_t>(served.in_all), "program year",
                                          "program years"),
                                  running.label(), served.in_row));
    }
    const auto writer = term_columns.writer(context);
    for (const Appointment& term : terms) {
        const ProgramYear last = std::min(running, ProgramYear::containing(term.end));
        writer.row(
            {person, session.group(term.group), term, years_served(terms, term.group, last)});
    }
    writer.end();
    for (const Appointment& term : terms) {
        for (const Leave& leave : term.leaves) {
            if (context.today() <= leave.end && context.for_people()) {
                context.print(
                    harmless(fmt::format("{}: {}\n", session.group(term.group).name,
                                         app::leave_text(session, leave, context.today())),
                             "\n"));
            }
        }
    }
    return 0;
}

void add_fields(Arguments& arguments, Options& options) {
    arguments.option("--institution", options.institution, "Where the person works")
        .type_name("TEXT");
    arguments.option("--note", options.note, "Note to record with the person").type_name("TEXT");
}

app::PersonFields fields_of(const Options& options) {
    return {options.name, options.email, options.institution, options.note};
}

struct MergeOptions {
    std::string keep;
    std::string other;
};

std::string_view word(store::ForgetLine::Outcome outcome) {
    return outcome == store::ForgetLine::Outcome::erased ? "erased" : "undecided";
}

/// What was done about some records of a forgotten person. The texts are someone else's.
struct ForgottenRow {
    std::string_view what;
    std::int64_t records = 0;
    std::string_view outcome;
    std::string_view where;
    std::string_view reason;
};

constexpr auto forgotten_columns = columns_of<ForgottenRow>(
    column("what", "What", Importance::essential, &ForgottenRow::what),
    column("records", "Records", Importance::essential, &ForgottenRow::records),
    column("outcome", "Outcome", Importance::essential, &ForgottenRow::outcome),
    column("where", "Where", Importance::useful,
           [](const ForgottenRow& row) { return Cell::or_absent(row.where); }),
    column("reason", "Reason", Importance::useful,
           [](const ForgottenRow& row) { return Cell::or_absent(row.reason); }));

int run_forget(app::ForgetOrder order, Context& context) {
    auto session = context.writing();
    order.words_of_command = words_of_command;
    const app::Forgotten forgotten = app::forget_person(session, order);
    context.warn(forgotten.warnings);
    const auto writer = forgotten_columns.writer(context);
    for (const store::ForgetLine& line : forgotten.lines) {
        writer.row({line.what, line.records, word(line.outcome), line.where, line.reason});
    }
    for (const std::string& copy : forgotten.copies) {
        writer.row({"copy", 1, "left", copy, "delete it, or forget the person there too"});
    }
    writer.end();
    say_dry_run(context);
    if (!context.dry_run()) {
        context.say("Earlier copies and exports still contain the data; delete those too.");
    }
    return 0;
}

int run_add(Options& options, Context& context) {
    const auto typed = or_usage(parse_typed_person(options.person));
    options.name = typed.name;
    if (typed.email) {
        options.email = typed.email->text();
    }
    auto session = context.writing();
    const auto added = app::add_person(session, fields_of(options));
    const Person& person = added.person;
    if (const auto turned = app::turned_warning(typed); turned && added.changed) {
        context.warn(*turned);
    }
    context.warn(added.warnings);
    write_one(context, person);
    if (!added.changed) {
        say_unchanged(context, fmt::format("{} is already on record", display_text(person)));
    } else {
        context.did(fmt::format("Added {}, who serves in no group yet.", display_text(person)));
    }
    say_dry_run(context);
    context.next_step(
        fmt::format("lmsection appoint {} GROUP", app::argument_for(session, person)));
    return 0;
}

Runner set_up_person_list(Arguments& arguments) {
    arguments.prints(person_columns);
    auto options = options_of<Options>();
    arguments.option("PART", options->person, "Only people whose name or email contains this text");
    arguments.option("--sort", options->order, value::name_order(),
                     "By \"name\" as written (the default) or by \"family\" name");
    return [options](Context& context) { return run_list(*options, context); };
}

Runner set_up_person_show(Arguments& arguments) {
    arguments.prints(term_columns);
    auto options = options_of<Options>();
    arguments.option("PERSON", options->person, "Email, id, name, or part of the name").required();
    return [options](Context& context) { return run_show(*options, context); };
}

Runner set_up_person_add(Arguments& arguments) {
    arguments.prints(person_columns);
    auto options = options_of<Options>();
    arguments.option("PERSON", options->person, "\"Full Name <name@lib.example>\"").required();
    add_fields(arguments, *options);
    return [options](Context& context) { return run_add(*options, context); };
}

Runner set_up_person_edit(Arguments& arguments) {
    arguments.prints(person_columns);
    auto options = options_of<Options>();
    arguments.option("PERSON", options->person, "Email, id, name, or part of the name").required();
    arguments.option("--name", options->name, "New full name").type_name("NAME");
    arguments.option("--email", options->email, "New address; \"\" removes it")
        .type_name("ADDRESS");
    add_fields(arguments, *options);
    return [options](Context& context) {
        const app::PersonFields fields = fields_of(*options);
        require_a_change(fields != app::PersonFields{}, "--name, --email, --institution or --note");
        auto session = context.writing();
        const auto edited = app::edit_person(session, options->person, fields);
        if (fields.name && tidied_text(*fields.name) != edited.person.name) {
            context.warn(
                fmt::format("{} is recorded as {}", in_quotes(*fields.name), edited.person.name));
        }
        const auto warning = app::unmailable_warning(edited.person);
        if (warning && fields.email) {
            context.warn(*warning);
        }
        write_one(context, edited.person);
        const auto address = [](const Person& person) {
            return person.email ? person.email->text() : std::string{};
        };
        ChangedFields changed;
        changed.field("name", edited.before->name, edited.person.name);
        changed.field("email", address(*edited.before), address(edited.person));
        changed.field("institution", edited.before->institution, edited.person.institution);
        changed.field("note", edited.before->note, edited.person.note);
        changed.say(context);
        say_dry_run(context);
        return 0;
    };
}

Runner set_up_person_merge(Arguments& arguments) {
    arguments.prints(person_columns);
    auto options = options_of<MergeOptions>();
    arguments.option("KEEP", options->keep, "The record to keep").required();
    arguments
        .option("OTHER", options->other, "The other record of the same person, which is removed")
        .required();
    return [options](Context& context) {
        auto session = context.writing();
        const auto merged = app::merge_people(session, options->keep, options->other);
        const Person& kept = merged.person;
        context.warn(merged.warnings);
        write_one(context, kept);
        context.did(fmt::format("Merged the two records into {}.", display_text(kept)));
        say_dry_run(context);
        context.next_step(
            fmt::format("lmsection person show {}", app::argument_for(session, kept)));
        return 0;
    };
}

Runner set_up_person_duplicates(Arguments& arguments) {
    arguments.prints(duplicate_columns);
    return run_duplicates;
}

Runner set_up_person_forget(Arguments& arguments) {
    arguments.prints(forgotten_columns);
    auto order = options_of<app::ForgetOrder>();
    arguments.option("PERSON", order->person, "Email, id, name, or part of the name").required();
    arguments.flag("--end-terms", order->end_terms, "End the person's current terms");
    arguments.flag("--yes", order->sure, "Confirm; this cannot be undone");
    return [order](Context& context) { return run_forget(*order, context); };
}

constexpr std::array commands{
    Command{.path = "person list",
            .area = Area::who_serves,
            .summary = "List people, or find one",
            .examples = "  lmsection person list\n"
                        "  lmsection person list diaz\n"
                        "  lmsection person list --sort family\n"
                        "  lmsection person list --format csv --output people.csv\n",
            .set_up = set_up_person_list},
    Command{.path = "person show",
            .area = Area::who_serves,
            .summary = "Show one person and their terms",
            .examples = "  lmsection person show ana@lib.example\n"
                        "  lmsection person show \"Ana Díaz\"\n"
                        "  lmsection person show chi.nguyen@lib.example --format json\n",
            .set_up = set_up_person_show},
    Command{
        .path = "person add",
        .area = Area::who_serves,
        .summary = "Add a person",
        .examples =
            "  lmsection person add \"Ana Diaz <ana@lib.example>\" --institution \"City Library\"\n"
            "  lmsection person add \"Ben Okafor\"\n"
            "  lmsection person add \"Kim Larsen <kim@city.example>\" --note \"prefers to be "
            "called\"\n",
        .writes = true,
        .set_up = set_up_person_add},
    Command{.path = "person edit",
            .area = Area::who_serves,
            .summary = "Correct a person's name, email or institution",
            .examples = "  lmsection person edit ana@lib.example --institution \"State Library\"\n"
                        "  lmsection person edit \"Ana Díaz\" --email ana@newlibrary.example\n"
                        "  lmsection person edit emeka --name \"Emeka Nwabrook-Lee\" --dry-run\n",
            .writes = true,
            .set_up = set_up_person_edit},
    Command{.path = "person duplicates",
            .area = Area::who_serves,
            .summary = "List records that may be of the same person",
            .examples = "  lmsection person duplicates\n"
                        "  lmsection person duplicates --wide\n"
                        "  lmsection person duplicates --format csv\n",
            .set_up = set_up_person_duplicates},
    Command{.path = "person merge",
            .area = Area::who_serves,
            .summary = "Merge two records of the same person",
            .examples = "  lmsection person merge ana@lib.example adiaz@city.example\n"
                        "  lmsection person merge emeka \"Hollis Trevannion\" --dry-run\n"
                        "  lmsection person merge emeka.nwabrook@countylibrary.example hollis\n",
            .writes = true,
            .set_up = set_up_person_merge},
    Command{.path = "person forget",
            .area = Area::who_serves,
            .summary = "Erase a person's data permanently",
            .examples = "  lmsection person forget ana@lib.example --dry-run\n"
                        "  lmsection person forget ana@lib.example --end-terms --yes\n"
                        "  lmsection person forget emeka --end-terms --dry-run\n"
                        "  lmsection person forget \"Hollis Trevannion\" --yes\n",
            .writes = true,
            .set_up = set_up_person_forget},
};

}    // namespace
}    // namespace person_command

extern constinit const CommandList person_commands{person_command::commands};

}    // namespace lmsection::cli
