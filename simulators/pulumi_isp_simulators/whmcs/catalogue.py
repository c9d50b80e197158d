"""Every action name of the documented API, and which of them are simulated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .actions import clients, invoices, orders, products, services, stats, system, tickets
from .call import Read
from .version import Version

READS: Final[Mapping[str, Read]] = {
    read.name.lower(): read
    for family in (products, services, clients, invoices, orders, tickets, system, stats)
    for read in family.READS
}
"""The simulated actions by lower-case name."""

INTERNAL_ONLY: Final = "API Command Restricted to Internal API"
"""What WHMCS says to SetConfigurationValue, which it runs for code of its own alone."""

_REFUSED: Final = """
AcceptOrder AcceptQuote ActivateModule AddAnnouncement AddBannedIp AddBillableItem AddCancelRequest AddClient
AddClientNote AddContact AddCredit AddInvoicePayment AddOrder AddPayMethod AddProduct AddProjectMessage
AddProjectTask AddTicketNote AddTicketReply AddTransaction AddUser AffiliateActivate ApplyCredit
BlockTicketSender CancelOrder CapturePayment CloseClient CreateClientInvite CreateInvoice
CreateOAuthCredential CreateOrUpdateTLD CreateProject CreateQuote CreateSsoToken DeactivateModule
DecryptPassword DeleteAnnouncement DeleteClient DeleteContact DeleteOAuthCredential DeleteOrder
DeletePayMethod DeleteProjectTask DeleteQuote DeleteTicket DeleteTicketNote DeleteTicketReply DeleteUserClient
DomainGetLockingStatus DomainGetNameservers DomainGetWhoisInfo DomainRegister DomainRelease DomainRenew
DomainRequestEPP DomainToggleIdProtect DomainTransfer DomainUpdateLockingStatus DomainUpdateNameservers
DomainUpdateWhoisInfo DomainWhois EncryptPassword EndTaskTimer FraudOrder GenInvoices GetActivityLog
GetAdminUsers GetAffiliates GetAnnouncements GetAutomationLog GetCancelledPackages
GetClientPassword GetCredits GetEmails GetEmailTemplates GetModuleQueue GetPayMethods GetPermissionsList
GetProject GetProjects GetPromotions GetQuotes GetRegistrars GetStaffOnline GetSupportDepartments
GetSupportStatuses GetTicket GetTicketAttachment GetTicketCounts GetTicketNotes GetTicketPredefinedCats
GetTicketPredefinedReplies GetTLDPricing GetToDoItems GetToDoItemStatuses GetTransactions GetUserPermissions
ListOAuthCredentials LogActivity MergeTicket ModuleChangePackage ModuleChangePw ModuleCreate ModuleCustom
ModuleSuspend ModuleTerminate ModuleUnsuspend OpenTicket OrderFraudCheck PendingOrder ResetPassword
SendAdminEmail SendEmail SendQuote SetConfigurationValue StartTaskTimer TriggerNotificationEvent
UpdateAdminNotes UpdateAnnouncement UpdateClient UpdateClientAddon UpdateClientDomain UpdateClientProduct
UpdateContact UpdateInvoice UpdateModuleConfiguration UpdateOAuthCredential UpdatePayMethod UpdateProject
UpdateProjectTask UpdateQuote UpdateTicket UpdateTicketReply UpdateToDoItem UpdateTransaction UpdateUser
UpdateUserPermissions UpgradeProduct ValidateLogin
"""

REFUSED: Final[Mapping[str, str]] = {name.lower(): name for name in _REFUSED.split()}
"""Documented actions that exist and are never run, writes above all, by lower-case name."""

UNKNOWN: Final = "unknown"

OPERATIONS: Final = frozenset({read.name for read in READS.values()} | set(REFUSED.values()) | {UNKNOWN})


def operation_name(action: str) -> str:
    """The documented name of an action (lower case), or ``unknown``."""
    read = READS.get(action)
    return read.name if read is not None else REFUSED.get(action, UNKNOWN)


def exists(action: str, version: Version) -> bool:
    """Whether a version has an action (lower case)."""
    read = READS.get(action)
    return version >= read.since if read is not None else action in REFUSED
