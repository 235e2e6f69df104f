#include "lmsection/app/readers.hpp"
#include "lmsection/app/rosters.hpp"
#include "lmsection/cli/formats/vcard.hpp"
#include "lmsection/domain/mail.hpp"
#include "lmsection/domain/names.hpp"
#include "registrations.hpp"
#include "shared.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace lmsection::cli {

namespace {

struct Options {
    std::vector<std::string> groups;
    std::optional<std::string> on;
    std::optional<std::string> year;
    std::optional<std::string> role;
    std::optional<std::string> kind;
    std::vector<std::string> ending;
    bool ends = false;
    bool vacancies = false;
    bool history = false;
    bool for_anybody = false;
};

/// `--ending middle-managers`: the word after it may be a group, as the year may be left out.
std::optional<ProgramYear> ending_year(Options& options, Date today) {
    if (!options.ends) {
        return std::nullopt;
    }
    for (const std::string& word : options.ending) {
        const auto year = parse_program_year(word, today);
        if (year.ok()) {
            return year.value();
        }
        if (!word.empty() && (word.front() < '0' || word.front() > '9')) {
            options.groups.insert(options.groups.begin(), word);
        } else if (!word.empty()) {
            throw UsageError{year.fault()};
        }
    }
    return ProgramYear::containing(today);
}

/// The groups asked for, each once, in the order of rosters.
std::vector<Group> groups_asked(const app::Session& session, const Options& options) {
    const auto kind = if_given<GroupKind>(options.kind, parse_group_kind);
    std::vector<Group> groups = options.groups.empty() ? session.groups()
                                                       : session.groups_named(options.groups);
    std::erase_if(groups, [&](const Group& group) { return kind && group.kind != *kind; });
    return groups;
}

app::RosterQuestion question_of(const app::Session& session, Options& options, Date day) {
    app::RosterQuestion question;
    question.readers = readers_of(options.for_anybody);
    question.ending = ending_year(options, session.today());
    question.groups = groups_asked(session, options);
    question.role = if_given<Role>(options.role, parse_role);
    question.from = day;
    question.to = day;
    if (const auto year = year_if_given(options.year, session.today())) {
        question.from = year->first_day();
        question.to = year->last_day();
    } else if (question.ending) {
        question.from = question.ending->last_day();
        question.to = question.from;
    } else if (options.history) {
        question.from = date::year{first_year} / date::January / 1;
        question.to = date::year{last_year} / date::December / date::last;
    }
    return question;
}

void write_seat(RowWriter& writer, const app::Seat& seat, bool for_people) {
    const Cell slug{seat.group.slug.text()};
    const Cell name{seat.group.name};
    const Cell kind{word(seat.group.kind)};
    const Cell role{word(seat.line.role)};
    if (seat.vacant) {
        const Cell nobody = for_people ? Cell{std::string_view{"(vacant)"}, Tone::attention}
                                       : Cell{};
        writer.row({slug, name, kind, role, nobody, {}, {}, {}, {}, {}});
        return;
    }
    writer.row({slug, name, kind, role, seat.line.name, Cell{seat.line.email},
                Cell::or_absent(seat.line.institution), seat.line.start, seat.line.end,
                seat.line.years});
}

void tell_nobody(Context& context) {
    context.next_step("nobody fits; see 'lmsection group list'");
}

/// One card a person, in the order in which the roster first names them.
void write_cards(const app::Session& session, const app::RosterQuestion& question,
                 Context& context) {
    std::vector<Card> cards;
    std::map<PersonId, std::size_t> places;
    app::each_seat(session, question, [&](const app::Seat& seat) {
        const auto& line = seat.line;
        const auto [place, is_new] = places.try_emplace(line.person, cards.size());
        if (is_new) {
            cards.push_back({fmt::format("person-{}@lmsection", line.person.value),
                             std::string{line.name},
                             std::optional<std::string>{line.email},
                             std::string{line.institution},
                             {}});
        }
        cards[place->second].seats.push_back({seat.group.name, std::string{word(line.role)},
                                              std::string{line.start}, std::string{line.end}});
    });
    for (const Card& card : cards) {
        context.print(vcard(card));
    }
    if (cards.empty()) {
        tell_nobody(context);
    }
}

/// Nobody is left out of a list of addresses without a word.
void warn_of_left_out(const std::vector<std::string>& people, std::string_view reason,
                      Context& context) {
    if (!people.empty()) {
        context.warn(
            fmt::format("{} left out, {}: {}", people.size(), reason, fmt::join(people, ", ")));
    }
}

/// The addresses on one line, each once, as a To: field takes them.
void write_addresses(const app::Session& session, const app::RosterQuestion& question,
                     Context& context) {
    std::vector<Mailbox> mailboxes;
    std::set<PersonId> seen;
    std::vector<std::string> without_address;
    std::vector<std::string> unmailable;
    app::each_seat(session, question, [&](const app::Seat& seat) {
        if (!seen.insert(seat.line.person).second) {
            return;
        }
        const auto address = EmailAddress::on_record(seat.line.email.value_or(""));
        if (!address.ok()) {
            without_address.emplace_back(seat.line.name);
        } else if (is_mailable(address.value())) {
            mailboxes.push_back({std::string{seat.line.name}, address.value()});
        } else {
            unmailable.push_back(fmt::format("{} <{}>", seat.line.name, *seat.line.email));
        }
    });
    warn_of_left_out(without_address, "without an email address", context);
    warn_of_left_out(unmailable, "with an address that mail cannot be sent to", context);
    if (!mailboxes.empty()) {
        context.print(mailbox_line(mailboxes) + "\n");
    } else {
        tell_nobody(context);
    }
}

/// People, and not rows: what of the options makes no sense there is refused.
void write_people(const Options& options, const app::Session& session,
                  const app::RosterQuestion& question, Context& context) {
    if (options.vacancies) {
        throw UsageError{fmt::format("--vacancies lists seats, which {} cannot hold",
                                     word(context.format())),
                         "ask for another --format"};
    }
    if (context.format() == Format::vcf) {
        write_cards(session, question, context);
        return;
    }
    if (!app::may_see_addresses(question.readers)) {
        throw UsageError{"--public leaves out the addresses that 'emails' lists",
                         "give only one of the two"};
    }
    write_addresses(session, question, context);
}

int run_roster(Options& options, Context& context) {
    const auto session = context.reading();
    const Date day = day_if_given(options.on, context.today()).value_or(context.today());
    const auto question = question_of(session, options, day);
    if (context.format() == Format::vcf || context.format() == Format::emails) {
        write_people(options, session, question, context);
        return 0;
    }
    const auto writer = context.rows(roster_columns());
    bool any = false;
    const auto take = [&](const app::Seat& seat) {
        any = true;
        write_seat(*writer, seat, context.for_people());
    };
    if (options.vacancies) {
        app::each_vacant_seat(session, question.groups, day, question.role, take);
    } else {
        app::each_seat(session, question, take);
    }
    writer->end();
    if (!any && options.vacancies) {
        context.next_step("no seat is vacant");
    } else if (!any) {
        tell_nobody(context);
    }
    return 0;
}

}    // namespace

Runner set_up_roster(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("GROUP", options->groups, "Groups, by slug, name or a unique beginning");
    const auto on = arguments.option("--on", options->on, "Who serves on that day (default today)")
                        .type_name("DATE");
    const auto year = arguments
                          .option("--year", options->year, "All who serve in that program year")
                          .type_name("Y");
    arguments.option("--role", options->role, "{roles}").type_name("R");
    arguments
        .option("--kind", options->kind,
                "leadership-team, committee, interest-group or working-group")
        .type_name("K");
    const auto ending = arguments
                            .option("--ending", options->ending,
                                    "Whose term ends on the June 30 of that program year "
                                    "(default the running one)")
                            .type_name("[Y]")
                            .may_stand_alone()
                            .once_each();
    const auto vacancies = arguments.flag("--vacancies", options->vacancies,
                                          "The seats nobody fills");
    const auto history = arguments.flag("--history", options->history,
                                        "All who ever served, or will");
    add_public(arguments, options->for_anybody);
    year.excludes(on).excludes(ending).excludes(history).excludes(vacancies);
    ending.excludes(on).excludes(history).excludes(vacancies);
    history.excludes(on).excludes(vacancies);
    return [options, ending](Context& context) {
        options->ends = ending.was_given();
        return run_roster(*options, context);
    };
}

}    // namespace lmsection::cli
