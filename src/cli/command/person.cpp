#include "lmsection/app/person.hpp"
#include "command/shared.hpp"
#include "command_choice.hpp"
#include "lmsection/app/leave.hpp"
#include "lmsection/app/person_removal.hpp"
#include "lmsection/domain/duplicate.hpp"
#include "lmsection/domain/name_parts.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

namespace lmsection::cli {

namespace person_command {
namespace {

struct Options {
    std::string person;
    app::PersonFields fields;
    NameOrder order = NameOrder::whole;
};

struct PersonRow {
    const Person& person;
    std::string_view groups;    ///< slugs, joined by blanks

    const Person& operator*() const { return person; }
};

constexpr auto person_columns = columns_of<PersonRow>(
    for_scripts("id", "Id", &Person::id), essential("name", "Name", &Person::name),
    useful("email", "Email", [](const PersonRow& row) { return email_cell(row.person); }),
    useful("institution", "Institution", absent_if_empty(&Person::institution)),
    useful("groups", "Serves in", absent_if_empty(&PersonRow::groups)),
    extra("note", "Note", absent_if_empty(&Person::note)));

/// Lists people whose name or address contains `part`, in the requested order.
void each_listed_person(const app::Session& session, std::string_view part, NameOrder order,
                        const std::function<void(const store::ListedPerson&)>& visit) {
    if (order == NameOrder::whole) {
        store::each_person(session.database(), part, session.today(), visit);
        return;
    }
    std::multimap<std::string, store::ListedPerson> people;
    store::each_person(session.database(), part, session.today(),
                       [&](const store::ListedPerson& listed) {
                           people.emplace(family_name_key(listed.person.name), listed);
                       });
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

constexpr auto duplicate_columns = columns_of<DuplicateRow>(
    for_scripts("id", "Id", [](const DuplicateRow& row) { return row.one.id; }),
    essential("name", "Name", [](const DuplicateRow& row) { return Cell{row.one.name}; }),
    useful("email", "Email", [](const DuplicateRow& row) { return email_cell(row.one); }),
    for_scripts("other_id", "Id", [](const DuplicateRow& row) { return row.other.id; }),
    essential("other_name", "Other name",
              [](const DuplicateRow& row) { return Cell{row.other.name}; }),
    useful("other_email", "Other email",
           [](const DuplicateRow& row) { return email_cell(row.other); }),
    extra("why", "Why", &DuplicateRow::why));

int run_duplicates(Context& context) {
    const auto session = context.reading();
    std::vector<Person> people;
    store::each_person(session.database(), "", context.today(),
                       [&](const store::ListedPerson& listed) { people.push_back(listed.person); });
    const auto pairs = likely_duplicates(people);
    duplicate_columns.write(context, pairs, [&](const LikelyDuplicate& pair) {
        return DuplicateRow{people[pair.one], people[pair.other], display_text(pair.likeness)};
    });
    if (pairs.empty()) {
        context.explain_empty("No two records look like the same person.");
    } else {
        context.next_step("lmsection person merge KEEP OTHER");
    }
    return 0;
}

void run_list(const Options& options, Context& context) {
    const auto session = context.reading();
    const auto part = options.person.empty()
                          ? std::string{}
                          : in_reading_order(or_usage(parse_name(options.person)));
    const auto writer = person_columns.writer(context);
    each_listed_person(session, folded(part), options.order,
                       [&](const store::ListedPerson& listed) {
                           writer.row({listed.person, listed.groups});
                       });
    const std::size_t count = writer.end();
    if (count == 0) {
        context.explain_empty(part.empty()
                                  ? "There are no people yet; add them with 'lmsection appoint' "
                                    "or 'lmsection person add'."
                                  : fmt::format("No name or email contains {}; 'lmsection person "
                                                "list' lists everyone.",
                                                in_quotes(options.person)));
    }
    say_total(context, count, "person", "people");
}

/// A term of a person.
struct TermRow {
    const Person& person;
    const Group& group;
    const Appointment& term;
    YearsServed served;    ///< in that group, until this term or today

    const Appointment& operator*() const { return term; }
};

constexpr auto term_columns = columns_of<TermRow>(
    title_above("name", "", [](const TermRow& row) { return Cell{row.person.name}; }),
    for_scripts("email", "Email", [](const TermRow& row) { return email_cell(row.person); }),
    for_scripts("group_slug", "Group",
                [](const TermRow& row) { return Cell{row.group.slug.text()}; }),
    essential("group", "Group", [](const TermRow& row) { return Cell{row.group.name}; }),
    essential("role", "Role", &Appointment::role), essential("start", "From", &Appointment::start),
    essential("end", "To", &Appointment::end), extra("years", "Years", &Appointment::years),
    extra("serves", "Serves now",
          [](const TermRow& row, const Context& context) {
              return serves_on(row.term, context.today());
          }),
    extra("note", "Note", absent_if_empty(&Appointment::note)),
    useful("end_reason", "Ended early", absent_if_empty(&Appointment::end_reason)),
    useful("override_reason", "Against a rule", absent_if_empty(&Appointment::override_reason)),
    for_scripts("id", "Id", &Appointment::id),
    extra("years_in_row", "Years in a row", [](const TermRow& row) { return row.served.in_row; }),
    extra("years_in_all", "Years in all", [](const TermRow& row) { return row.served.in_all; }));

void run_show(const Options& options, Context& context) {
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
}

void add_fields(Arguments& arguments, Options& options) {
    arguments.option("--institution TEXT", options.fields.institution, "Where the person works");
    arguments.option("--note TEXT", options.fields.note, "Note to record with the person");
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
    essential("what", "What", &ForgottenRow::what),
    essential("records", "Records", &ForgottenRow::records),
    essential("outcome", "Outcome", &ForgottenRow::outcome),
    useful("where", "Where", absent_if_empty(&ForgottenRow::where)),
    useful("reason", "Reason", absent_if_empty(&ForgottenRow::reason)));

void run_forget(app::ForgetOrder order, Context& context) {
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
}

void run_add(Options& options, Context& context) {
    const auto typed = or_usage(parse_typed_person(options.person));
    options.fields.name = typed.name;
    if (typed.email) {
        options.fields.email = typed.email->text();
    }
    auto session = context.writing();
    const auto added = app::add_person(session, options.fields);
    const Person& person = added.person;
    if (const auto turned = app::turned_warning(typed); turned && added.changed) {
        context.warn(*turned);
    }
    context.warn(added.warnings);
    person_columns.write_one(context, {person, ""});
    if (!added.changed) {
        say_unchanged(context, fmt::format("{} is already on record", display_text(person)));
    } else {
        context.did(fmt::format("Added {}, who serves in no group yet.", display_text(person)));
    }
    conclude(context,
             fmt::format("lmsection appoint {} GROUP", app::argument_for(session, person)));
}

void declare_list(Arguments& arguments, Options& options) {
    arguments.option("PART", options.person, "Only people whose name or email contains this text");
    arguments.option("--sort", options.order, value::name_order(),
                     "By \"name\" as written (the default) or by \"family\" name");
}

void declare_show(Arguments& arguments, Options& options) {
    arguments.option("PERSON", options.person, "Email, id, name, or part of the name").required();
}

void declare_add(Arguments& arguments, Options& options) {
    arguments.option("PERSON", options.person, "\"Full Name <name@lib.example>\"").required();
    add_fields(arguments, options);
}

void run_edit(const Options& options, Context& context) {
    const app::PersonFields& fields = options.fields;
    require_a_change(fields != app::PersonFields{}, "--name, --email, --institution or --note");
    auto session = context.writing();
    const auto edited = app::edit_person(session, options.person, fields);
    if (fields.name && tidied_text(*fields.name) != edited.person.name) {
        context.warn(
            fmt::format("{} is recorded as {}", in_quotes(*fields.name), edited.person.name));
    }
    const auto warning = app::unmailable_warning(edited.person);
    if (warning && fields.email) {
        context.warn(*warning);
    }
    person_columns.write_one(context, {edited.person, ""});
    const auto address = [](const Person& person) {
        return person.email ? person.email->text() : std::string{};
    };
    say_changes(context, {{"name", edited.before->name, edited.person.name},
                          {"email", address(*edited.before), address(edited.person)},
                          {"institution", edited.before->institution, edited.person.institution},
                          {"note", edited.before->note, edited.person.note}});
    say_dry_run(context);
}

void declare_edit(Arguments& arguments, Options& options) {
    arguments.option("PERSON", options.person, "Email, id, name, or part of the name").required();
    arguments.option("--name NAME", options.fields.name, "New full name");
    arguments.option("--email ADDRESS", options.fields.email, "New address; \"\" removes it");
    add_fields(arguments, options);
}

void run_merge(const MergeOptions& options, Context& context) {
    auto session = context.writing();
    const auto merged = app::merge_people(session, options.keep, options.other);
    const Person& kept = merged.person;
    context.warn(merged.warnings);
    person_columns.write_one(context, {kept, ""});
    context.did(fmt::format("Merged the two records into {}.", display_text(kept)));
    conclude(context, fmt::format("lmsection person show {}", app::argument_for(session, kept)));
}

void declare_merge(Arguments& arguments, MergeOptions& options) {
    arguments.option("KEEP", options.keep, "The record to keep").required();
    arguments
        .option("OTHER", options.other, "The other record of the same person, which is removed")
        .required();
}

Runner set_up_person_duplicates(Arguments& arguments) {
    arguments.prints(duplicate_columns);
    return run_duplicates;
}

void declare_forget(Arguments& arguments, app::ForgetOrder& order) {
    arguments.option("PERSON", order.person, "Email, id, name, or part of the name").required();
    arguments.flag("--end-terms", order.end_terms, "End the person's current terms");
    arguments.flag("--yes", order.sure, "Confirm; this cannot be undone");
}

constexpr std::array commands{
    Command{.path = "person list",
            .area = Area::who_serves,
            .summary = "List people, or find one",
            .examples = "  lmsection person list\n"
                        "  lmsection person list diaz\n"
                        "  lmsection person list --sort family\n"
                        "  lmsection person list --format csv --output people.csv\n",
            .set_up = set_up<declare_list, run_list, person_columns>},
    Command{.path = "person show",
            .area = Area::who_serves,
            .summary = "Show one person and their terms",
            .examples = "  lmsection person show ana@lib.example\n"
                        "  lmsection person show \"Ana Díaz\"\n"
                        "  lmsection person show chi.nguyen@lib.example --format json\n",
            .set_up = set_up<declare_show, run_show, term_columns>},
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
        .set_up = set_up<declare_add, run_add, person_columns>},
    Command{.path = "person edit",
            .area = Area::who_serves,
            .summary = "Correct a person's name, email or institution",
            .examples = "  lmsection person edit ana@lib.example --institution \"State Library\"\n"
                        "  lmsection person edit \"Ana Díaz\" --email ana@newlibrary.example\n"
                        "  lmsection person edit emeka --name \"Emeka Nwabrook-Lee\" --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_edit, run_edit, person_columns>},
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
            .set_up = set_up<declare_merge, run_merge, person_columns>},
    Command{.path = "person forget",
            .area = Area::who_serves,
            .summary = "Erase a person's data permanently",
            .examples = "  lmsection person forget ana@lib.example --dry-run\n"
                        "  lmsection person forget ana@lib.example --end-terms --yes\n"
                        "  lmsection person forget emeka --end-terms --dry-run\n"
                        "  lmsection person forget \"Hollis Trevannion\" --yes\n",
            .writes = true,
            .set_up = set_up<declare_forget, run_forget, forgotten_columns>},
};

}    // namespace
}    // namespace person_command

extern constinit const CommandList person_commands{person_command::commands};

}    // namespace lmsection::cli
