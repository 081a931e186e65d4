/** Days after which the database administrator's password should be made anew. */
const limitDays = 90;

/**
 * A reminder, where a stack's password is old; it stops nothing. Nobody is logged in with this password: the provisioning
 * Job reads it each time it runs, so a new one costs no outage.
 * @param passwordDate  `secrets.passwordDate`, for example `2026-11-01`
 */
export function rotationReminder(passwordDate: string, today: Date): string | undefined {
  const days = Math.floor((today.getTime() - Date.parse(passwordDate)) / 86_400_000);
  if (days <= limitDays) return undefined;
  return (
    `The database administrator's password is ${days} days old. ` +
    `Set longshore:secrets.passwordDate to today and run pulumi up: it makes a new one.`
  );
}
