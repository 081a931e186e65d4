import type { Settings } from "./settings.ts";

/** Days after which passwords should be made anew. */
const limitDays = 90;

/**
 * Reminders, where a stack's passwords are old; they stop nothing. What the new settings do is in
 * `docs/decisions/rotation.md`: nobody is locked out by either of them.
 */
export function rotationReminders(
  { passwordDate, tenantPasswordDates: [tenantDate] }: Settings["secrets"],
  today: Date,
): readonly string[] {
  const day = today.toISOString().slice(0, 10);
  const administrator = ageOf(passwordDate, today);
  const tenants = ageOf(tenantDate, today);
  return [
    ...(administrator > limitDays
      ? [
          `The database administrator's password is ${administrator} days old. ` +
            `Set longshore:secrets.passwordDate to today and run pulumi up: it makes a new one.`,
        ]
      : []),
    ...(tenants > limitDays
      ? [
          `The tenants' passwords are ${tenants} days old. Set longshore:secrets.tenantPasswordDates to ` +
            `["${day}", "${tenantDate}"] and run pulumi up; when Argo CD is Synced again, to ["${day}"].`,
        ]
      : []),
  ];
}

const ageOf = (date: string, today: Date): number => Math.floor((today.getTime() - Date.parse(date)) / 86_400_000);
