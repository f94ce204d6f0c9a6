// Stepping into a role through the demo's page of roles.

const ROLES_PAGE = '/office/demo';

/** Signs in as a role of the demo, with the one click that a person would make. */
export async function signInAs(page, home, role) {
  await page.goto(home + ROLES_PAGE);
  const button = page.locator(`button[value="${role}"], [data-role="${role}"] button, button[data-role="${role}"]`);
  if ((await button.count()) === 0) {
    const offered = await page.locator('button[value], [data-role]').evaluateAll((found) =>
      found.map((element) => element.dataset.role ?? element.value));
    throw new Error(`no role ${role} on ${ROLES_PAGE}; offered: ${offered.join(', ')}`);
  }
  await Promise.all([page.waitForURL((url) => url.pathname !== ROLES_PAGE), button.first().click()]);
}
