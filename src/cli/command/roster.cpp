#include "lmsection/app/roster.hpp"
#include "command/roster_columns.hpp"
#include "command/shared.hpp"
#include "format/vcard.hpp"
#include "lmsection/app/group.hpp"
#include "lmsection/app/redaction.hpp"
#include "lmsection/base/mail.hpp"
#include "lmsection/domain/name_parts.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <iterator>
#include <map>
#include <set>

namespace lmsection::cli {

namespace roster_command {
namespace {

struct Options {
    std::vector<std::string> groups;
    std::optional<Date> on;
    std::optional<ProgramYear> year;
    std::vector<Role> roles;
    bool leads = false;
    std::optional<GroupKind> kind;
    std::vector<std::string> ending;
    bool ends = false;
    std::vector<std::string> starting;
    bool starts = false;
    std::vector<Date> between;
    bool vacancies = false;
    bool history = false;
    bool is_public = false;
    NameOrder order = NameOrder::whole;
    std::optional<char> separator;    ///< of addresses; `,` or `;`
    bool readable = false;            ///< names beside addresses, as people read them
    bool bare = false;                ///< addresses without names
    bool split = false;               ///< a file for each card
};

/// The date that a word after `--ending` or `--starting` means: the last or first day of a program
/// year or a month, or a date.
std::optional<Date> day_named(const std::string& word, bool last, Context& context) {
    const Date today = context.today();
    if (const auto year = parse_program_year(word, today); year.ok()) {
        return last ? year.value().last_day() : year.value().first_day();
    }
    if (const auto month = parse_typed_month(word, today); month.ok()) {
        return last ? last_day_of(month.value()) : Date{month.value() / 1};
    }
    const auto day = parse_typed_date(word, today);
    return day.ok() ? std::optional{day.value()} : std::nullopt;
}

/// The day given with `--ending` or `--starting`; none without a value. The value is optional, so
/// in `--ending middle-managers` the next word is a group.
std::optional<Date> day_given(std::vector<std::string>& groups,
                              const std::vector<std::string>& words, bool last, Context& context) {
    for (const std::string& word : words) {
        if (const auto day = day_named(word, last, context)) {
            return day;
        }
        if (!word.empty() && (word.front() < '0' || word.front() > '9')) {
            groups.insert(groups.begin(), word);
        } else if (!word.empty()) {
            throw UsageError{
                fmt::format("{} is not a program year or a date", in_quotes(word)),
                last ? "write --ending 2026 for the end of 2026-27, or a date such as 2027-06-30"
                     : "write --starting 2026 for the start of 2026-27, or a date such as "
                       "2026-07-01"};
        }
    }
    return std::nullopt;
}

app::RosterQuery question_of(const app::Session& session, Options& options, Context& context,
                             Date day) {
    app::RosterQuery question;
    question.readers = readers_of(options.is_public);
    question.with_leaves = options.leads || !context.for_scripts();
    const ProgramYear year = ProgramYear::containing(context.today());
    if (options.ends) {
        question.ending =
            day_given(options.groups, options.ending, true, context).value_or(year.last_day());
    }
    if (options.starts) {    // by default the July 1 from which `appoint` appoints
        const int ahead = context.today().month() < date::July ? 1 : 0;
        question.starting = day_given(options.groups, options.starting, false, context)
                                .value_or(year.plus(ahead).first_day());
    }
    question.groups = options.groups.empty() ? session.groups()
                                             : session.groups_named(options.groups);
    std::erase_if(question.groups,
                  [&](const Group& group) { return options.kind && group.kind != *options.kind; });
    question.roles = options.roles;
    if (options.leads) {
        std::ranges::copy_if(session.handbook().roles, std::back_inserter(question.roles), leads);
    }
    const auto span = [&](Date from, Date to, std::string title) {
        question.from = from;
        question.to = to;
        context.date_page(std::move(title));
    };
    const auto terms = [&](std::string_view what, Date on) {
        const std::string title = fmt::format("Terms {} {}", what, written(on));
        span(on, on, title);
        context.say(
            fmt::format("{} (program year {}).", title, ProgramYear::containing(on).label()));
    };
    if (options.year) {
        span(options.year->first_day(), options.year->last_day(),
             fmt::format("Program year {}", options.year->label()));
    } else if (question.ending) {
        terms("ending", *question.ending);
    } else if (question.starting) {
        terms("starting", *question.starting);
    } else if (options.between.size() == 2) {
        const Date from = options.between.front();
        const Date to = options.between.back();
        if (to < from) {
            throw UsageError{fmt::format("{} is before {}", iso(to), iso(from)),
                             "give the earlier day first"};
        }
        span(from, to, fmt::format("Changes between {} and {}", written(from), written(to)));
    } else if (options.history) {
        span(date::year{first_year} / date::January / 1,
             date::year{last_year} / date::December / date::last, "Past, current and future terms");
    } else {
        span(day, day, written(day));
    }
    return question;
}

/// The day on which people see how many serve in each group; none for scripts, where the roster is
/// not that of one day, and where groups have no titles above their seats.
std::optional<Date> counted_on(const Options& options, const Context& context, Date day) {
    const bool one_day = !options.year && !options.ends && !options.starts && !options.history &&
                         options.between.empty();
    const bool has_titles = context.for_people() || context.format() == Format::html;
    const bool titled = has_titles && context.globals().columns.empty();
    return titled && one_day ? std::optional{day} : std::nullopt;
}

/// What is above the seats of each group: its name, and "13 of 6-12" on a day.
class GroupTitles {
public:
    GroupTitles(const app::Session& session, std::optional<Date> day)
        : session_(session), day_(day) {}

    /// Valid until the next group is asked for.
    std::string_view of(const Group& group) {
        if (!day_) {
            return group.name;
        }
        if (group_ != group.id) {
            const std::string size = app::size_against_rules(session_, group, *day_);
            title_ = size.empty() ? group.name : fmt::format("{}: {}", group.name, size);
            group_ = group.id;
        }
        return title_;
    }

private:
    const app::Session& session_;
    std::optional<Date> day_;
    std::optional<GroupId> group_;
    std::string title_;
};

/// By family name, whatever groups the people are in.
template <class Named>
void sort_by_family_name(std::vector<Named>& people) {
    std::ranges::stable_sort(people, {},
                             [](const Named& one) { return family_name_key(one.name); });
}

/// "No one matches on 2026-11-24; next: Ana Diaz, chair of Middle Managers, from 2027-07-01."
void explain_empty(const app::Session& session, app::RosterQuery question, Context& context) {
    const std::string when = question.from == question.to
                                 ? fmt::format("on {}", iso(question.to))
                                 : fmt::format("from {} to {}", iso(question.from),
                                               iso(question.to));
    const std::string_view what = question.ending     ? "No terms end"
                                  : question.starting ? "No terms start"
                                                      : "";
    question.ending.reset();
    question.starting.reset();
    question.from = plus_days(question.to, 1);
    question.to = date::year{last_year} / date::December / date::last;
    std::string next = "; 'lmsection roster' lists everyone who serves";
    std::string start;
    app::each_seat(session, question, [&](const app::Seat& seat) {
        if (start.empty() || seat.line.start < start) {
            start = seat.line.start;
            next = fmt::format("; next: {}, {} of {}, from {}", seat.line.name,
                               word(seat.line.role), seat.group.name, start);
        }
    });
    context.explain_empty(what.empty() ? fmt::format("No one matches {}{}.", when, next)
                                       : fmt::format("{} {}.", what, when));
}

/// The file name of a card: the person's name in letters that every system accepts.
std::string file_of_card(const Card& card, std::set<std::string>& used) {
    const auto slug = Slug::of_name(card.name);
    const std::string base = slug.ok() ? slug.value().text()
                                       : card.uid.substr(0, card.uid.find('@'));
    std::string name = base;
    for (int number = 2; !used.insert(name).second; ++number) {
        name = fmt::format("{}-{}", base, number);
    }
    return name + ".vcf";
}

void write_card_files(const std::vector<Card>& cards, Context& context) {
    std::set<std::string> used;
    std::vector<NamedText> files;
    for (const Card& card : cards) {
        files.push_back({file_of_card(card, used), vcard(card)});
    }
    context.write_into_folder(files, true);
    context.say(fmt::format("Wrote {} to {}.", counted(cards.size(), "card", "cards"),
                            context.globals().output));
}

/// One card per person, in the order of the roster.
void write_cards(const Options& options, const app::Session& session,
                 const app::RosterQuery& question, Context& context) {
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
    if (options.order == NameOrder::family) {
        sort_by_family_name(cards);
    }
    if (options.split) {
        write_card_files(cards, context);
    } else {
        for (const Card& card : cards) {
            context.print(vcard(card));
        }
    }
    if (cards.empty()) {
        explain_empty(session, question, context);
    }
}

/// Warns about people left out of a list of addresses.
void warn_of_left_out(const std::vector<std::string>& people, std::string_view reason,
                      Context& context) {
    if (!people.empty()) {
        context.warn(
            fmt::format("{} left out, {}: {}", people.size(), reason, fmt::join(people, ", ")));
    }
}

/// A line for the To: field of a message, or, with an option, of a mail program.
std::string line_of(const std::vector<Mailbox>& mailboxes, const Options& options) {
    const char separator = options.separator.value_or(',');
    if (options.bare) {
        return address_list(mailboxes, separator, ListedNames::none);
    }
    // A header separates addresses only by commas.
    const bool readable = options.readable || separator != ',';
    return readable ? address_list(mailboxes, separator, ListedNames::readable)
                    : mailbox_line(mailboxes);
}

/// The addresses on one line, each once.
void write_addresses(const Options& options, const app::Session& session,
                     const app::RosterQuery& question, Context& context) {
    std::vector<Mailbox> mailboxes;
    std::set<PersonId> seen;
    std::vector<std::string> without_address;
    std::vector<std::string> unmailable;
    const auto add = [&](PersonId person, std::string_view name, std::string_view email) {
        if (!seen.insert(person).second) {
            return;
        }
        const auto address = EmailAddress::on_record(email);
        if (!address.ok()) {
            without_address.emplace_back(name);
        } else if (is_mailable(address.value())) {
            mailboxes.push_back({std::string{name}, address.value()});
        } else {
            unmailable.push_back(fmt::format("{} <{}>", name, email));
        }
    };
    app::each_seat(session, question, [&](const app::Seat& seat) {
        if (!options.leads || seat.leave.empty()) {
            add(seat.line.person, seat.line.name, seat.line.email.value_or(""));
            return;
        }
        context.say(fmt::format("{} is {}.", seat.line.name, seat.leave));
        if (seat.acting != nullptr) {
            const Person& acting = *seat.acting;
            add(acting.id, acting.name, acting.email ? acting.email->text() : "");
        }
    });
    warn_of_left_out(without_address, "without an email address", context);
    warn_of_left_out(unmailable, "with an address that mail cannot be sent to", context);
    if (!mailboxes.empty()) {
        if (options.order == NameOrder::family) {
            sort_by_family_name(mailboxes);
        }
        context.print(line_of(mailboxes, options) + "\n");
    } else {
        explain_empty(session, question, context);
    }
}

/// Writes a format that lists people instead of rows. Refuses options that do not apply to it.
void write_people(const Options& options, const app::Session& session,
                  const app::RosterQuery& question, Context& context) {
    if (!options.between.empty()) {
        throw UsageError{fmt::format("--between lists changes, which {} does not support",
                                     word(context.format())),
                         "use another --format"};
    }
    if (options.vacancies) {
        throw UsageError{fmt::format("--vacancies lists seats, which {} does not support",
                                     word(context.format())),
                         "use another --format"};
    }
    if (context.format() == Format::vcf) {
        write_cards(options, session, question, context);
        return;
    }
    if (!app::may_see_addresses(question.readers)) {
        throw UsageError{"--public leaves out the addresses that 'emails' lists",
                         "give only one of them"};
    }
    write_addresses(options, session, question, context);
}

/// Refuses options of a format that was not asked for.
void check_format_options(const Options& options, const Context& context) {
    if (options.split && context.format() != Format::vcf) {
        throw UsageError{"--split works only with --format vcf", "add --format vcf"};
    }
    if (options.split && !context.globals().to_file()) {
        throw UsageError{"--split writes a file for each person", "name a folder with --output"};
    }
    const std::string_view of_emails = options.separator  ? "--separator"
                                       : options.readable ? "--readable"
                                       : options.bare     ? "--bare"
                                                          : "";
    if (!of_emails.empty() && context.format() != Format::emails) {
        throw UsageError{fmt::format("{} works only with --format emails", of_emails),
                         "add --format emails"};
    }
}

/// Writes the seats that are asked for, and returns how many there are.
template <class SeatColumns>
std::size_t write_seats(const SeatColumns& columns, const Options& options,
                        const app::Session& session, const app::RosterQuery& question, Date day,
                        Context& context) {
    const auto writer = columns.writer(context);
    GroupTitles titles{session, counted_on(options, context, day)};
    const auto take = [&](const app::Seat& seat) {
        const std::string name = seat.leave.empty() || context.for_scripts()
                                     ? ""
                                     : fmt::format("{} ({})", seat.line.name, seat.leave);
        writer.row({seat, titles.of(seat.group), name});
    };
    if (options.vacancies) {
        app::each_vacant_seat(session, question.groups, day, question.roles, take);
    } else if (options.order == NameOrder::family) {
        app::each_seat_by_family_name(session, question, take);
    } else {
        app::each_seat(session, question, take);
    }
    return writer.end();
}

/// Writes who came, left or changed role between two days.
void run_between(const app::Session& session, const app::RosterQuery& question, Context& context) {
    const auto writer = change_columns.writer(context);
    app::each_change(session, question,
                     [&](const app::Seat& seat, app::RosterChange change,
                         std::optional<Role> role_before) {
                         writer.row({.seat = seat,
                                     .title = seat.group.name,
                                     .role_before = role_before,
                                     .change = word(change)});
                     });
    const std::size_t count = writer.end();
    if (count == 0) {
        context.explain_empty(fmt::format("No one came, left or changed role between {} and {}.",
                                          iso(question.from), iso(question.to)));
    }
    say_total(context, count, "change", "changes");
}

void run_roster(Options& options, Context& context) {
    check_format_options(options, context);
    const auto session = context.reading();
    const Date day = options.on.value_or(context.today());
    const auto question = question_of(session, options, context, day);
    if (context.format() == Format::vcf || context.format() == Format::emails) {
        write_people(options, session, question, context);
        return;
    }
    if (!options.between.empty()) {
        return run_between(session, question, context);
    }
    const bool has_replies = question.ending && !options.is_public;
    const std::size_t count =
        has_replies ? write_seats(ending_columns, options, session, question, day, context)
                    : write_seats(roster_columns, options, session, question, day, context);
    if (count == 0 && options.vacancies) {
        context.explain_empty(fmt::format("No vacant seats on {}.", iso(day)));
    } else if (count == 0) {
        explain_empty(session, question, context);
    }
    say_total(context, count, options.vacancies ? "vacant seat" : "seat",
              options.vacancies ? "vacant seats" : "seats");
}

/// `,` for Gmail and most programs, `;` for Outlook.
ValueType<char> separator_type() {
    return {"CHARACTER", [](const std::string& text, Context&) {
                if (text != "," && text != ";") {
                    throw UsageError{fmt::format("{} does not separate addresses", in_quotes(text)),
                                     "use --separator \",\" or --separator \";\""};
                }
                return text.front();
            }};
}

void add_format_options(Arguments& arguments, Options& options) {
    arguments.option("--separator", options.separator, separator_type(),
                     "With emails: what separates addresses, \",\" (the default) or \";\" for "
                     "Outlook, which implies --readable");
    const auto readable = arguments.flag("--readable", options.readable,
                                         "With emails: names as people read them, to paste into "
                                         "a mail program, not encoded for a header");
    arguments.flag("--bare", options.bare, "With emails: addresses without names")
        .excludes(readable);
    arguments.flag("--split", options.split,
                   "With vcf: a file for each person, in the folder that --output names");
}

void declare_roster(Arguments& arguments, Options& options) {
    arguments.option("GROUP", options.groups, "Groups: slug, name, initials, or part of the name");
    const auto on = arguments.option("--on", options.on, value::day(DayUse::viewed),
                                     "Who serves on this date (default: today)");
    const auto year = arguments.option("--year", options.year, value::program_year(DayUse::viewed),
                                       "Everyone who serves in this program year");
    const auto role =
        arguments.option("--role", options.roles, value::role(), "{roles}; may be repeated")
            .separated_by(',')
            .once_each();
    arguments.flag("--leads", options.leads, "Only those who lead: {leading-roles}").excludes(role);
    arguments.option("--kind", options.kind, value::group_kind(),
                     "leadership-team, committee, interest-group or working-group");
    const auto ending = arguments
                            .option("--ending [Y|DATE]", options.ending,
                                    "Terms that end on this date, or with this program year "
                                    "(default: the current one)")
                            .optional_value(options.ends)
                            .once_each();
    const auto starting = arguments
                              .option("--starting [Y|DATE]", options.starting,
                                      "Terms that start on this date, or with this program year "
                                      "(default: the current one from July to December, the next "
                                      "one from January)")
                              .optional_value(options.starts)
                              .once_each();
    const auto between = arguments
                             .option("--between DATE DATE", options.between,
                                     value::day(DayUse::viewed),
                                     "Who came, left or changed role between two days")
                             .two_values();
    const auto vacancies = arguments.flag("--vacancies", options.vacancies, "Only vacant seats");
    const auto history = arguments.flag("--history", options.history,
                                        "All past, current and future terms");
    arguments
        .option("--sort", options.order, value::name_order(),
                "Within a role, and in vcf and emails: by \"name\" as written (the default) or by "
                "\"family\" name")
        .excludes(vacancies)
        .excludes(between);
    add_format_options(arguments, options);
    add_public(arguments, options.is_public);
    year.excludes(on).excludes(ending).excludes(history).excludes(vacancies);
    ending.excludes(on).excludes(history).excludes(vacancies);
    starting.excludes(on).excludes(year).excludes(ending).excludes(history).excludes(vacancies);
    between.excludes(on).excludes(year).excludes(ending).excludes(starting);
    between.excludes(history).excludes(vacancies);
    history.excludes(on).excludes(vacancies);
}

constexpr std::array roster_formats{Format::vcf, Format::emails};

constexpr std::array commands{
    Command{.path = "roster",
            .area = Area::who_serves,
            .summary = "Show who serves in which group",
            .examples = "  lmsection roster\n"
                        "  lmsection roster leadership-team --on 2027-07-01\n"
                        "  lmsection roster --ending 2026 --format csv\n"
                        "  lmsection roster --between 2026-06-30 2026-07-01\n"
                        "  lmsection roster --vacancies\n"
                        "  lmsection roster --format xlsx --output roster.xlsx\n"
                        "  lmsection roster --leads --format emails\n"
                        "  lmsection roster middle-managers --format emails --separator \";\"\n"
                        "  lmsection roster --format vcf --split --output cards\n",
            .set_up =
                set_up<declare_roster, run_roster, roster_columns, ending_columns, change_columns>,
            .formats = roster_formats,
            .folder_flag = "--split"},
};

}    // namespace
}    // namespace roster_command

extern constinit const CommandList roster_commands{roster_command::commands};

}    // namespace lmsection::cli
