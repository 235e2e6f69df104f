#pragma once

#include "lmsection/cli/commands.hpp"

namespace lmsection::cli {

// Each declares a command's options and tells how it runs; the table in commands.cpp names them.
Runner set_up_appoint(CLI::App& app);
Runner set_up_appoint_end(CLI::App& app);
Runner set_up_appoint_renew(CLI::App& app);
Runner set_up_backup(CLI::App& app);
Runner set_up_calendar(CLI::App& app);
Runner set_up_check(CLI::App& app);
Runner set_up_checklist(CLI::App& app);
Runner set_up_checklist_add(CLI::App& app);
Runner set_up_checklist_done(CLI::App& app);
Runner set_up_checklist_edit(CLI::App& app);
Runner set_up_checklist_reopen(CLI::App& app);
Runner set_up_checklist_skip(CLI::App& app);
Runner set_up_completion(CLI::App& app);
Runner set_up_digest(CLI::App& app);
Runner set_up_export(CLI::App& app);
Runner set_up_group_add(CLI::App& app);
Runner set_up_doctor(CLI::App& app);
Runner set_up_duty_done(CLI::App& app);
Runner set_up_duty_list(CLI::App& app);
Runner set_up_duty_reopen(CLI::App& app);
Runner set_up_event_list(CLI::App& app);
Runner set_up_event_remove(CLI::App& app);
Runner set_up_event_set(CLI::App& app);
Runner set_up_group_chart(CLI::App& app);
Runner set_up_group_edit(CLI::App& app);
Runner set_up_group_list(CLI::App& app);
Runner set_up_group_merge(CLI::App& app);
Runner set_up_group_restore(CLI::App& app);
Runner set_up_group_retire(CLI::App& app);
Runner set_up_group_show(CLI::App& app);
Runner set_up_handbook(CLI::App& app);
Runner set_up_handover(CLI::App& app);
Runner set_up_import(CLI::App& app);
Runner set_up_init(CLI::App& app);
Runner set_up_meeting_add(CLI::App& app);
Runner set_up_meeting_edit(CLI::App& app);
Runner set_up_meeting_list(CLI::App& app);
Runner set_up_meeting_remove(CLI::App& app);
Runner set_up_merge(CLI::App& app);
Runner set_up_log(CLI::App& app);
Runner set_up_log_show(CLI::App& app);
Runner set_up_page(CLI::App& app);
Runner set_up_person_add(CLI::App& app);
Runner set_up_person_edit(CLI::App& app);
Runner set_up_person_forget(CLI::App& app);
Runner set_up_person_list(CLI::App& app);
Runner set_up_person_merge(CLI::App& app);
Runner set_up_person_show(CLI::App& app);
Runner set_up_program_accept(CLI::App& app);
Runner set_up_program_add(CLI::App& app);
Runner set_up_program_carry(CLI::App& app);
Runner set_up_program_decline(CLI::App& app);
Runner set_up_program_edit(CLI::App& app);
Runner set_up_program_list(CLI::App& app);
Runner set_up_program_show(CLI::App& app);
Runner set_up_program_speaker_add(CLI::App& app);
Runner set_up_program_speaker_remove(CLI::App& app);
Runner set_up_program_submit(CLI::App& app);
Runner set_up_program_withdraw(CLI::App& app);
Runner set_up_redo(CLI::App& app);
Runner set_up_plan(CLI::App& app);
Runner set_up_report_due(CLI::App& app);
Runner set_up_report_retract(CLI::App& app);
Runner set_up_report_submit(CLI::App& app);
Runner set_up_restore(CLI::App& app);
Runner set_up_roster(CLI::App& app);
Runner set_up_undo(CLI::App& app);
Runner set_up_volunteer_accept(CLI::App& app);
Runner set_up_volunteer_add(CLI::App& app);
Runner set_up_volunteer_alert(CLI::App& app);
Runner set_up_volunteer_appoint(CLI::App& app);
Runner set_up_volunteer_assign(CLI::App& app);
Runner set_up_volunteer_decline(CLI::App& app);
Runner set_up_volunteer_import(CLI::App& app);
Runner set_up_volunteer_list(CLI::App& app);
Runner set_up_volunteer_show(CLI::App& app);
Runner set_up_volunteer_withdraw(CLI::App& app);

}    // namespace lmsection::cli
