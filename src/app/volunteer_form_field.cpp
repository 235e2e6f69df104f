#include "volunteer_form_field.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/form_value.hpp"
#include "lmsection/domain/list_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lmsection::app {

namespace {

/// Words in the headers of columns about other people or things.
std::vector<std::string> of_others() {
    return phrases("supervisor, supervisors, supervisor s, emergency, reference, references, "
                   "director, director s, manager, manager s, assistant, referred");
}

/// When the form was sent. Services call it so in the language of the form's owner.
ListField submitted_field() {
    return {.name = "submitted",
            .synonyms = phrases("timestamp, time stamp, completion time, submission date, "
                                "submission time, date submitted, time submitted, submitted on, "
                                "submitted at, submit date, submit date utc, recorded date, "
                                "recordeddate, entry date, response date, date of submission, "
                                "date completed, completed on, horodateur, zeitstempel, "
                                "marca temporal, carimbo de data hora, "
                                "informazioni cronologiche, tijdstempel, tidstampel, "
                                "tidsstempel, tidsstempel, sygnatura czasowa, aikaleima, "
                                "hora de finalizacion, heure de fin, fertigstellungszeit, "
                                "abschlusszeit, ora di completamento, hora de conclusao, "
                                "date and time"),
            .whole_synonyms = phrases(
                folded("submitted, date, end date, enddate, date created, created, created at, "
                       "submission, sent, completed, time, finished at, completed at, end time, "
                       "end date utc, \u30bf\u30a4\u30e0\u30b9\u30bf\u30f3\u30d7, "
                       "\ud0c0\uc784\uc2a4\ud0ec\ud504, \u65f6\u95f4\u6233\u8bb0, "
                       "\u6642\u9593\u6233\u8a18")),
            .other_words = {"birth", "graduation", "start", "modified"},
            .fits = [](const std::string& cell) { return read_form_time(cell).ok(); },
            .by_content = true,
            .under_any_header = true};
}

/// Who sent the form.
std::vector<ListField> person_fields_of_form() {
    auto no_person = of_others();
    append(no_person,
           phrases("institution, library, employer, organization, company, school, workplace"));
    auto no_part = no_person;
    no_part.emplace_back("preferred");
    return {
        {.name = "email",
         .synonyms = phrases("email, e mail, email address, mail address, recipientemail, "
                             "correo electronico, adresse e mail, e mail adresse, courriel"),
         .whole_synonyms = phrases("mail, address, contact, username, contact info"),
         .other_words = of_others(),
         .fits = [](const std::string& cell) { return has_address(cell); },
         .repeats = true,
         .by_content = true,
         .under_any_header = true},
        {.name = "name",
         .synonyms = phrases("full name, your name, first and last name, first last name, "
                             "first name last name, first name and last name, "
                             "last name first name, name first and last, name first last, "
                             "name last first, volunteer name, name of volunteer, "
                             "what is your name, whats your name, respondent name, "
                             "applicant name, contact name, your full name, complete name, "
                             "nombre completo, nom complet, vollstandiger name, "
                             "nombre y apellidos, display name, name and pronouns"),
         .whole_synonyms = phrases("name, nombre, nom, volunteer, names, who, person, applicant, "
                                   "member name, respondent, name s"),
         .other_words = no_person,
         .fits = [](const std::string& cell) { return looks_like_person(cell); },
         .repeats = true,
         .by_content = true},
        {.name = "first_name",
         .synonyms = phrases("first name, given name, forename, firstname, "
                             "recipientfirstname, prenom, vorname, given names"),
         .whole_synonyms = phrases("first, given, fname"),
         .other_words = no_part,
         .repeats = true},
        {.name = "last_name",
         .synonyms = phrases("last name, surname, family name, lastname, recipientlastname, "
                             "nachname, apellidos, apellido, family names"),
         .whole_synonyms = phrases("last, family, lname"),
         .other_words = no_part,
         .repeats = true}};
}

/// What people say about themselves and their work.
std::vector<ListField> answer_fields() {
    return {
        {.name = "institution",
         .synonyms = phrases("institution, where do you work, employer, library name, "
                             "name of library, name of your library, name of institution, "
                             "workplace, work place, organization, organisation, affiliation, "
                             "place of work, place of employment, current library, company, "
                             "where you work, institution name, which library do you work, "
                             "what library do you work, your library, library you work"),
         .whole_synonyms = phrases("library, university, school, college, agency, "
                                   "library institution, institution library, org")},
        {.name = "library_type",
         .synonyms = phrases("library type, type of library, kind of library, "
                             "type of institution, institution type, library setting, "
                             "type of organization, organization type, kind of institution, "
                             "type of libraries, type of your library, type of workplace, "
                             "type of library do you work in"),
         .whole_synonyms = phrases("setting, sector, work setting"),
         .repeats = true},
        {.name = "experience",
         .synonyms = phrases("years of experience, years experience, how many years, "
                             "how long have you, years have you, experience, years in, "
                             "years as a, experience level, number of years, years working, "
                             "years of library experience, length of experience, "
                             "years in the profession, years in the field"),
         .whole_synonyms = phrases("years, years of service"),
         .fits =
             [](const std::string& cell) {
                 constexpr int any_year = 2099;
                 return read_experience(cell, any_year).years.has_value();
             }},
        {.name = "new",
         .synonyms = phrases("new to, new member, new to the section, new volunteer, is new, "
                             "are you new, first time volunteering, first time with, "
                             "first time volunteer, new to lm, new to l m, new to core"),
         .whole_synonyms = phrases("new, newcomer"),
         .fits = [](const std::string& cell) { return read_yes_or_no(cell).has_value(); }},
        {.name = "comment",
         .synonyms = phrases("comment, comments, anything else, additional comments, "
                             "additional information, questions or comments, remarks, "
                             "other comments, anything you would like, anything youd like, "
                             "something else, final thoughts"),
         .whole_synonyms = phrases("other, note, notes, message, misc, additional info, remark")}};
}

/// The groups that people choose, in one question for all or in one for each rank.
std::vector<ListField> choice_fields(const FormChoiceReader& groups) {
    const auto chooses = [&groups](const std::string& cell) {
        const FormChoices choices = groups.read(cell);
        return !choices.groups.empty() ||
               (choices.any && !says_nothing(cell) && !read_yes_or_no(cell));
    };
    auto no_choice = of_others();
    append(no_choice, phrases("why, describe, explain, reason, skills, qualifications, previous, "
                              "previously, currently, past, have you, served, former, formerly, "
                              "already"));
    std::vector<ListField> fields{
        {.name = "choices",
         .synonyms = phrases("group, groups, committee, committees, interest group, "
                             "interest groups, team, teams, choices, choice, preference, "
                             "preferences, volunteer for, like to serve, want to serve, "
                             "interested in serving, interested in joining, opportunities, "
                             "where would you like, areas of interest, area of interest, "
                             "interested in, interest you, serve on, working group"),
         .whole_synonyms = phrases("interests, interest, section, assignment, position"),
         .other_words = std::move(no_choice),
         .fits = chooses,
         .repeats = true,
         .by_content = true,
         .under_any_header = true}};
    static constexpr std::array<std::pair<const char*, const char*>, ranked_choices> ordinals{
        {{"first", "1st"},
         {"second", "2nd"},
         {"third", "3rd"},
         {"fourth", "4th"},
         {"fifth", "5th"},
         {"sixth", "6th"},
         {"seventh", "7th"},
         {"eighth", "8th"},
         {"ninth", "9th"}}};
    for (const auto& [ordinal, abbreviated] : ordinals) {
        const std::size_t number = fields.size();
        ListField field{.name = fmt::format("choice_{}", number), .synonyms = {}, .fits = chooses};
        for (const char* word : {"choice", "preference", "pick", "priority"}) {
            append(field.synonyms, phrases(fmt::format("{0} {3}, {1} {3}, {3} {2}, {3} #{2}, "
                                                       "{3} # {2}",
                                                       ordinal, abbreviated, number, word)));
        }
        fields.push_back(std::move(field));
    }
    append(fields[1].synonyms, phrases("top choice, primary choice"));
    append(fields[2].synonyms, phrases("alternate choice, backup choice, secondary choice"));
    return fields;
}

/// What form services add to each response, and is of no use here.
std::vector<std::string> unused_headers() {
    return phrases("id, respondent id, collector id, responseid, response id, response set, "
                   "responseset, custom data, custom data 1, last modified time, "
                   "duration in seconds, duration, externalreference, external reference, "
                   "external data reference, externaldatareference, locationlatitude, "
                   "locationlongitude, location latitude, location longitude, "
                   "locationaccuracy, location accuracy, distributionchannel, "
                   "distribution channel, userlanguage, user language, language, score, "
                   "total points, total score, quiz feedback, grade posted time, "
                   "ip address, ipaddress, network id, submission id, entry id, form id, "
                   "form name, token, referer, referrer, user agent, browser, "
                   "operating system, resolution, device, #, no, number, count, problem, "
                   "tags, q recaptchascore, q relevantidduplicate, "
                   "q relevantidduplicatescore, q relevantidfraudscore, "
                   "q relevantidlaststartdate, q ballotboxstuffing, q duplicaterespondent, "
                   "sharepoint id, phone, phone number, telephone, cell phone, mobile, zip, "
                   "zip postal code, zip code, postal code, mailing address, "
                   "street address, address 2, city, city town, state province, country, "
                   "response url, edit url");
}

/// What tells which responses are complete, and what is not read.
std::vector<ListField> service_fields() {
    return {{.name = "finished", .synonyms = {}, .whole_synonyms = phrases("finished")},
            {.name = "progress", .synonyms = {}, .whole_synonyms = phrases("progress")},
            {.name = "status",
             .synonyms = {},
             .whole_synonyms = phrases("status, response type, response status")},
            {.name = "", .synonyms = {}, .whole_synonyms = unused_headers()}};
}

/// Whether the words of a header contain one of the phrases.
bool has_phrase_of(const std::string& header, const std::vector<std::string>& all) {
    const std::string key = " " + header_key(header) + " ";
    return std::ranges::any_of(all, [&](const std::string& phrase) {
        return key.find(fmt::format(" {} ", phrase)) != std::string::npos;
    });
}

}    // namespace

std::vector<ListField> form_fields(const FormChoiceReader& groups) {
    std::vector<ListField> fields{
        submitted_field(),
        {.name = "started",
         .synonyms = phrases("start time, start date, startdate, start date utc, "
                             "date started, startzeit, hora de inicio, heure de debut"),
         .whole_synonyms = phrases("started, started at, start")}};
    for (auto part :
         {person_fields_of_form(), answer_fields(), choice_fields(groups), service_fields()}) {
        append(fields, std::move(part));
    }
    return fields;
}

std::optional<FormField> listed_field(std::string_view header) {
    struct Listed {
        std::string_view header;
        FormField field;
    };
    static constexpr std::array<Listed, 18> known{{{"id", FormField::id},
                                                   {"name", FormField::name},
                                                   {"email", FormField::email},
                                                   {"state", FormField::state},
                                                   {"group_slug", FormField::group},
                                                   {"group", FormField::group},
                                                   {"choices", FormField::choices},
                                                   {"submitted_on", FormField::submitted},
                                                   {"waiting_days", FormField::not_used},
                                                   {"library_type", FormField::library_type},
                                                   {"experience", FormField::experience},
                                                   {"is_new", FormField::is_new},
                                                   {"reviewer", FormField::reviewer},
                                                   {"comment", FormField::comment},
                                                   {"experience_text", FormField::experience_text},
                                                   {"answers", FormField::answers},
                                                   {"replaced_by", FormField::replaced_by},
                                                   {"problem", FormField::not_used}}};
    const Listed* found = find_in(known, header, &Listed::header);
    return found == nullptr ? std::nullopt : std::optional{found->field};
}

bool asks_demographics(const std::string& header) {
    static const auto all = phrases(
        "gender, genders, pronoun, pronouns, sex, race, races, racial, "
        "ethnicity, ethnic, ethnicities, hispanic, latino, latina, latinx, "
        "latine, age, age range, age group, how old, date of birth, birth date, "
        "birthdate, birthday, birth year, year of birth, year born, sexual, "
        "sexuality, lgbt, lgbtq, lgbtqia, lgbtq+, disability, disabilities, "
        "disabled, religion, religious, faith, veteran, military, marital, "
        "married, nationality, citizenship, citizen, national origin, "
        "immigration, first generation, income, salary, bipoc, people of color, "
        "person of color, poc, underrepresented, demographic, demographics, "
        "identify as, neurodivergent");
    return has_phrase_of(header, all);
}

bool is_network_address(const std::string& header) {
    static const auto all = phrases("ip address, ipaddress, ip, ip addr");
    return has_phrase_of(header, all);
}

bool is_of_service(const std::string& header) {
    const std::string key = header_key(header);
    static const auto known = unused_headers();
    return key.starts_with("points ") || key.starts_with("feedback ") ||
           header.ends_with("[Score]") || header.ends_with("[Feedback]") || contains(known, key);
}

}    // namespace lmsection::app
